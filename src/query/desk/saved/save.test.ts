import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { folderWith } from '../../../base/config/folder.fixture.ts';
import { saveQuery } from './save.ts';
import { ownFolders, savedQuery } from './saved.ts';

const inHome = () => ownFolders(folderWith({}))[0];

it('makes the folder and writes the text as it is', () => {
  const folder = inHome();

  const file = saveQuery({ folder, name: 'mine', text: '-- title: Mine\nSELECT 1' });

  expect(readFileSync(file, 'utf8')).toBe('-- title: Mine\nSELECT 1\n');
  expect(savedQuery('mine', [folder])).toMatchObject({ title: 'Mine', origin: 'home' });
});

it('writes over a query only when told to', () => {
  const folder = inHome();
  saveQuery({ folder, name: 'mine', text: 'SELECT 1' });

  expect(() => saveQuery({ folder, name: 'mine', text: 'SELECT 2' })).toThrow(/is there already/);
  saveQuery({ folder, name: 'mine', text: 'SELECT 3', force: true });
  expect(savedQuery('mine', [folder]).sql).toBe('SELECT 3');
});

it.each(['../mine', 'Mine', 'a--b', '', '.sql', 'a/b'])('refuses the name %j', (name) => {
  const save = () => saveQuery({ folder: inHome(), name, text: 'SELECT 1' });

  expect(save).toThrow(expect.objectContaining({ code: 'TG_CLI_USAGE' }));
});

it.each([
  ['-- titel: Mine\nSELECT 1', 'there is no key "titel"'],
  ['-- title: Mine\n', 'there is no SQL'],
  ['SELECT :a', ':a has no "-- parameter: a ..." line'],
  ['-- parameter: a text A.\nSELECT 1', ':a is used nowhere'],
])('refuses %j', (text, problem) => {
  const save = () => saveQuery({ folder: inHome(), name: 'mine', text });

  expect(save).toThrow(
    expect.objectContaining({
      code: 'TG_QUERY_INVALID',
      message: expect.stringContaining(problem),
    }),
  );
});

it('refuses SQL that is wrong, in its words and with a caret, and writes nothing', () => {
  const folder = inHome();
  const text = '-- title: Mine\nSELECT evntname\nFROM cloudtrail_logs';

  const save = () => saveQuery({ folder, name: 'mine', text });

  expect(save).toThrow(
    expect.objectContaining({
      code: 'TG_QUERY_INVALID',
      message: expect.stringMatching(/^line 2:8: [^\n]*evntname[^\n]*\n.*SELECT evntname\n +\^/s),
    }),
  );
  expect(() => savedQuery('mine', [folder])).toThrow(/There is no saved query/);
});

it('knows tables by the names that were given to them', () => {
  const folder = inHome();
  const save = (aliases?: Readonly<Record<string, string>>) =>
    saveQuery({ folder, name: 'mine', text: 'SELECT 1 FROM my_trail', aliases });

  expect(save).toThrow(/my_trail/);
  expect(save({ my_trail: 'cloudtrail_logs' })).toContain('mine.sql');
});
