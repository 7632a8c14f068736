import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepSettings, newPack, readPacks, withPack, writePacks } from './packs.ts';

function temporaryHome(): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'trailglass-packs-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

describe('the packs of a home', () => {
  it('are none where none was added', () => {
    using home = temporaryHome();

    const packs = readPacks(home.path);

    expect(packs).toEqual([]);
  });

  it('are read as they were written', () => {
    using home = temporaryHome();
    const packs = [
      newPack({ name: 'one', path: '/rules/one' }),
      newPack({ name: 'two', path: '/rules/two', level: 'high', off: ['a'], levels: { b: 'low' } }),
    ];

    writePacks(home.path, packs);

    expect(readPacks(home.path)).toEqual(packs);
  });

  it('lie in a folder that is made where there is none', () => {
    using home = temporaryHome();
    const inner = join(home.path, 'new', 'home');

    writePacks(inner, [newPack({ name: 'one', path: '/rules' })]);

    expect(readdirSync(inner)).toEqual(['packs.yaml']);
  });

  it('may be written by hand, with what is meant where nothing is said', () => {
    using home = temporaryHome();
    writeFileSync(join(home.path, 'packs.yaml'), '- {name: one, path: /rules}\n');

    const packs = readPacks(home.path);

    expect(packs).toEqual([{ name: 'one', path: '/rules', level: 'medium', off: [], levels: {} }]);
  });

  it('are none where the file is empty', () => {
    using home = temporaryHome();
    writeFileSync(join(home.path, 'packs.yaml'), '# nothing yet\n');

    const packs = readPacks(home.path);

    expect(packs).toEqual([]);
  });

  it.each([
    ['a level that there is not', '- {name: one, path: /rules, level: severe}'],
    ['a key that there is not', '- {name: one, path: /rules, folder: /rules}'],
    ['no list', 'name: one'],
  ])('are refused with the name of the file for %s', (_, text) => {
    using home = temporaryHome();
    writeFileSync(join(home.path, 'packs.yaml'), text);

    const read = () => readPacks(home.path);

    expect(read).toThrow(expect.objectContaining({ code: 'TG_CONFIG_INVALID' }));
    expect(read).toThrow('packs.yaml');
  });

  it('say in the file where they come from', () => {
    using home = temporaryHome();

    writePacks(home.path, []);

    const text = readFileSync(join(home.path, 'packs.yaml'), 'utf8');
    expect(text).toMatch(/^# .*trailglass detect packs/);
  });
});

describe('a new pack', () => {
  it.each(['', 'My Rules', '-rules', 'regeln-ü'])('is not named "%s"', (name) => {
    const make = () => newPack({ name, path: '/rules' });

    expect(make).toThrow(expect.objectContaining({ code: 'TG_CLI_USAGE' }));
  });
});

describe('a pack that is added again', () => {
  const before = newPack({
    ...{ name: 'one', path: '/rules/old', off: ['a', 'b'] },
    levels: { b: 'high', c: 'low', d: 'critical' },
  });
  const added = newPack({ name: 'one', path: '/rules/new' });

  it('keeps what was set of the rules that it has, and names the rest', () => {
    const { pack, dropped } = keepSettings(added, before, new Set(['a', 'c', 'e']));

    expect(pack).toEqual({ ...added, off: ['a'], levels: { c: 'low' } });
    expect(dropped).toEqual([
      { rule: 'b', off: true, level: 'high' },
      { rule: 'd', off: false, level: 'critical' },
    ]);
  });

  it('keeps its place among the others', () => {
    const other = newPack({ name: 'two', path: '/rules/two' });

    expect(withPack([before, other], added)).toEqual([added, other]);
    expect(withPack([other], added)).toEqual([other, added]);
  });
});
