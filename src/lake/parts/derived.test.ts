import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { derived } from './derived.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'trailglass-derived-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Makes 1, 2, 3 ... */
function counter() {
  let count = 0;
  return () => ++count;
}

describe('what is derived of a lake', () => {
  it('is made once for a key', () => {
    const make = counter();

    const values = ['a', 'a', 'b', 'b'].map((key) => derived({ home, name: 'n', key }, make));

    expect(values).toEqual([1, 1, 2, 2]);
    expect(readdirSync(join(home, 'derived'))).toEqual(['n.json']);
  });

  it('is made anew where its file is damaged', () => {
    const make = counter();
    derived({ home, name: 'n', key: 'a' }, make);
    writeFileSync(join(home, 'derived', 'n.json'), '{"key":"a","val');

    const value = derived({ home, name: 'n', key: 'a' }, make);

    expect(value).toBe(2);
  });

  it('is made each time where nothing can be written', () => {
    const make = counter();
    writeFileSync(join(home, 'derived'), 'a file in the place of the folder');

    const values = [1, 2].map(() => derived({ home, name: 'n', key: 'a' }, make));

    expect(values).toEqual([1, 2]);
  });
});
