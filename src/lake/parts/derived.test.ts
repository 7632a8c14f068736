import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { derived, type Packing } from './derived.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'trailglass-derived-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const PACKING: Packing<readonly string[]> = {
  pack: (names) => names.map((name) => Buffer.from(name)),
  unpack: (pieces) => pieces.map((piece) => Buffer.from(piece).toString()),
};

/** What is derived by some rules of a commit: a list to which each making adds the commit. */
function commits(by: string, of: string): readonly string[] {
  return derived({ home, name: 'n', by, of }, PACKING, (kept) => [...(kept?.value ?? []), of]);
}

describe('what is derived of a lake', () => {
  it('is made once', () => {
    const made = ['1', '1'].map((of) => commits('rules', of));

    expect(made).toEqual([['1'], ['1']]);
    expect(readdirSync(join(home, 'derived'))).toEqual(['n.bin']);
  });

  it('is extended where the lake went on', () => {
    const made = ['1', '2', '3'].map((of) => commits('rules', of));

    expect(made.at(-1)).toEqual(['1', '2', '3']);
  });

  it('tells whoever extends it what of the lake it was made of', () => {
    commits('rules', '1');
    const told: unknown[] = [];

    derived({ home, name: 'n', by: 'rules', of: '2' }, PACKING, (kept) => {
      told.push(kept);
      return [];
    });

    expect(told).toEqual([{ of: '1', value: ['1'] }]);
  });

  it('is made anew by others', () => {
    commits('rules', '1');

    expect(commits('other rules', '2')).toEqual(['2']);
  });

  it('is made anew where its file is damaged', () => {
    commits('rules', '1');
    const file = join(home, 'derived', 'n.bin');
    writeFileSync(file, readFileSync(file).subarray(0, -1));

    expect(commits('rules', '2')).toEqual(['2']);
  });

  it('is made each time where nothing can be written', () => {
    writeFileSync(join(home, 'derived'), 'a file in the place of the folder');

    const made = ['1', '2'].map((of) => commits('rules', of));

    expect(made).toEqual([['1'], ['2']]);
  });

  it('does away with what was left half written', () => {
    const folder = join(home, 'derived');
    const { pid } = spawnSync(process.execPath, ['--version']);
    mkdirSync(folder);
    writeFileSync(join(folder, `n.bin.${pid}-0`), '{"by":"ru');
    writeFileSync(join(folder, `n.bin.${process.ppid}-0`), '{"by":"ru');

    commits('rules', '1');

    expect(readdirSync(folder).sort()).toEqual(['n.bin', `n.bin.${process.ppid}-0`]);
  });
});
