import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSigmaFolder } from './folder.ts';
import { ruleOf } from './reading.fixture.ts';

const RULE = ruleOf('sel: {f: a}\ncondition: sel');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sigma-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a folder', () => {
  it('is read in the order of its names, all the way down', () => {
    mkdirSync(join(folder, 'b', 'c.yml'), { recursive: true });
    for (const file of ['z.yml', 'b/a.yaml', 'b/c.yml/d.YML', 'readme.md', 'b/old.yml.bak']) {
      writeFileSync(join(folder, file), RULE);
    }

    const { rules } = readSigmaFolder(folder, { pack: 'ours' });

    expect(rules.map(({ place, pack }) => [place.file, pack])).toEqual([
      ['b/a.yaml', 'ours'],
      ['b/c.yml/d.YML', 'ours'],
      ['z.yml', 'ours'],
    ]);
  });

  it('may be one file, whatever it is called', () => {
    writeFileSync(join(folder, 'rule.txt'), RULE);

    const { rules } = readSigmaFolder(join(folder, 'rule.txt'));

    expect(rules.map(({ place }) => place.file)).toEqual(['rule.txt']);
  });

  it('has to be there', () => {
    expect(() => readSigmaFolder(join(folder, 'none'))).toThrowError(
      expect.objectContaining({ code: 'TG_STORAGE_NOT_FOUND' }),
    );
  });
});
