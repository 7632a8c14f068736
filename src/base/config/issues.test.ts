import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';
import { errorOf, folderWith, withEnv } from './folder.fixture.ts';

/** The faults of a text, each without the path of the file. */
function faultsOf(text: string): readonly string[] {
  const cwd = folderWith({ 'trailglass.yaml': text });
  const error = errorOf(() => loadConfig({}, withEnv({ HOME: '/home/somebody' }), cwd));
  expect(error.code).toBe('TG_CONFIG_INVALID');
  expect(error.exitCode).toBe(2);
  const file = join(cwd, 'trailglass.yaml');
  return error.message.split('\n').map((line) => line.replace(file, 'FILE'));
}

describe('a fault of the configuration', () => {
  it('has the line and column of the value', () => {
    const faults = faultsOf('home: /lake\nquery:\n  rows: none\n');

    expect(faults).toEqual([
      'FILE:3:9: query.rows: Invalid input: expected number, received string',
    ]);
  });

  it('has the line and column of a key that is not known, and the keys that are', () => {
    const faults = faultsOf('home: /lake\nwrkers: 2\n');

    expect(faults).toEqual([
      'FILE:2:1: "wrkers" is not known here. Did you mean workers? ' +
        'Allowed: home, queries, workers, trails, query, systems, contracts, detections, ' +
        'enrichment, notify.',
    ]);
  });

  it('knows the keys of a trail, inside its record', () => {
    const faults = faultsOf('trails:\n  main:\n    path: /logs\n    acounts: []\n    zzz: 1\n');

    expect(faults).toEqual([
      expect.stringMatching(/^FILE:4:5: "acounts" is not known here\. Did you mean accounts\?/),
      expect.stringMatching(/^FILE:5:5: "zzz" is not known here\. Allowed: path, s3, accounts,/),
    ]);
  });

  it('comes with all the others, in the order of the text', () => {
    const faults = faultsOf('query:\n  rows: 0\nworkers: 0\nnonsense: true\n');

    expect(faults.map((fault) => fault.split(': ', 1)[0])).toEqual([
      'FILE:2:9',
      'FILE:3:10',
      'FILE:4:1',
    ]);
  });

  it.each([
    ['trails:\n  Main: {path: x}\n', 'FILE:2:3: trails.Main: a trail name has a-z, 0-9, - and _'],
    ['trails:\n  a: {}\n', 'FILE:2:6: trails.a: give either path or s3'],
    ['trails:\n  a: {path: x, s3: s3://b}\n', 'FILE:2:6: trails.a: give either path or s3'],
    ['trails:\n  a: {s3: bucket}\n', 'FILE:2:11: trails.a.s3: write s3://bucket/prefix'],
    [
      "trails:\n  a: {path: x, accounts: ['1']}\n",
      'FILE:2:27: trails.a.accounts.0: an account id has twelve digits; put it in quotes',
    ],
    ['query:\n  memory: 12\n', 'FILE:2:11: query.memory: Invalid input'],
    ['just text\n', 'FILE:1:1: Invalid input: expected object'],
  ])('is said for %j', (text, words) => {
    const [fault] = faultsOf(text);

    expect(fault).toContain(words);
  });

  it('is said where the text is no YAML', () => {
    const [fault] = faultsOf('home: [1\nworkers: 2\n');

    expect(fault).toMatch(/^FILE:2:1: /);
  });
});
