import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderWith } from '../../../base/config/folder.fixture.ts';
import { fillIn } from './fill.ts';
import { faultsOf } from './save.ts';
import { ownFolders, savedQueries, savedQuery } from './saved.ts';
import { sqlFaultOf } from './sql-fault.ts';

/** A home with two queries of its own, and a configured folder with two more. */
function twoFolders() {
  const folder = folderWith({
    'home/queries/top-callers.sql': '-- title: At home\nSELECT 1',
    'home/queries/plain.sql': 'SELECT 2',
    'mine/top-callers.sql': '-- title: Mine\nSELECT 3',
    'mine/odd.sql': '-- tittle: Odd\nSELECT 4',
    'mine/notes.txt': 'no query',
  });
  return ownFolders(join(folder, 'home'), join(folder, 'mine'));
}

it('are listed with ours, each with its folder', () => {
  const folders = twoFolders();

  const own = savedQueries(folders).filter(({ origin }) => origin !== 'trailglass');

  expect(own.map(({ name, origin }) => [name, origin])).toEqual([
    ['odd', 'configured'],
    ['plain', 'home'],
    ['top-callers', 'configured'],
  ]);
  expect(savedQueries(folders)).toHaveLength(savedQueries().length + 2);
});

it('come before ours of the same name, the configured folder first, and say so', () => {
  const [configured, home] = twoFolders();

  expect(savedQuery('top-callers', [configured, ...(home ? [home] : [])])).toMatchObject({
    ...{ title: 'Mine', sql: 'SELECT 3', origin: 'configured' },
    ...{ file: join(configured.path, 'top-callers.sql'), hides: ['home', 'trailglass'] },
  });
  expect(savedQuery('top-callers', home ? [home] : [])).toMatchObject({
    ...{ title: 'At home', origin: 'home', hides: ['trailglass'] },
  });
});

it('need no head', () => {
  const query = savedQuery('plain', twoFolders());

  expect(query).toMatchObject({ title: 'plain', description: '', sql: 'SELECT 2', hides: [] });
});

it('refuse to run what has a head that was not understood', () => {
  const run = () => fillIn(savedQuery('odd', twoFolders()));

  expect(run).toThrow('odd: line 1: there is no key "tittle". Did you mean title?');
});

it('list what cannot be read, with the reason, among the others', () => {
  const folders = twoFolders();
  mkdirSync(join(folders[0].path, 'broken.sql'));

  const broken = savedQuery('broken', folders);

  expect(faultsOf(broken)).toEqual([expect.stringMatching(/^it cannot be read: EISDIR/)]);
  expect(savedQueries(folders)).toHaveLength(savedQueries().length + 3);
  expect(() => fillIn(broken)).toThrow('broken: it cannot be read');
});

it('may be missing in the home, but not where the configuration names one', () => {
  const folder = folderWith({});

  expect(savedQueries(ownFolders(folder))).toEqual(savedQueries());
  expect(() => savedQueries(ownFolders(folder, join(folder, 'nowhere')))).toThrow(
    expect.objectContaining({
      code: 'TG_CONFIG_INVALID',
      message: `queries: there is no folder ${join(folder, 'nowhere')}.`,
    }),
  );
});

it('are checked at the lines of their file, with a value for each parameter', () => {
  const folder = folderWith({
    'queries/late.sql':
      '-- title: Late\n-- parameter: name text A name.\nSELECT eventname\nFROM cloudtrail_logs WHERE nme = :name',
    'queries/right.sql': "-- parameter: day date A day.\nSELECT DATE '2026-01-01' = :day",
  });
  const folders = ownFolders(folder);

  expect(sqlFaultOf(savedQuery('late', folders))?.error.message).toMatch(/^line 4:28: .*nme/);
  expect(sqlFaultOf(savedQuery('right', folders))).toBeUndefined();
});
