import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { saveQuery } from './save.ts';
import { savedQuery } from './saved.ts';

let home: string;
let own: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'trailglass-save-'));
  own = join(home, 'queries');
});

afterEach(() => rmSync(home, { recursive: true }));

it('makes the folder and writes the text as it is', () => {
  const file = saveQuery({ own, name: 'mine', text: '-- title: Mine\nSELECT 1' });

  expect(readFileSync(file, 'utf8')).toBe('-- title: Mine\nSELECT 1\n');
  expect(savedQuery('mine', own)).toMatchObject({ title: 'Mine', origin: 'own' });
});

it('writes over a query only when told to', () => {
  saveQuery({ own, name: 'mine', text: 'SELECT 1' });

  expect(() => saveQuery({ own, name: 'mine', text: 'SELECT 2' })).toThrow(/is there already/);
  saveQuery({ own, name: 'mine', text: 'SELECT 3', force: true });
  expect(savedQuery('mine', own).sql).toBe('SELECT 3');
});

it.each(['../mine', 'Mine', 'a--b', '', '.sql', 'a/b'])('refuses the name %j', (name) => {
  const save = () => saveQuery({ own, name, text: 'SELECT 1' });

  expect(save).toThrow(expect.objectContaining({ code: 'TG_CLI_USAGE' }));
});

it.each([
  ['-- titel: Mine\nSELECT 1', 'there is no key "titel"'],
  ['-- title: Mine\n', 'there is no SQL'],
  ['SELECT :a', ':a has no "-- parameter: a ..." line'],
  ['-- parameter: a text A.\nSELECT 1', ':a is used nowhere'],
])('refuses %j', (text, problem) => {
  const save = () => saveQuery({ own, name: 'mine', text });

  expect(save).toThrow(
    expect.objectContaining({
      code: 'TG_QUERY_INVALID',
      message: expect.stringContaining(problem),
    }),
  );
});
