import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf, foldersOf, gather, keysOf, listAll } from '../gather.fixture.ts';
import { compareKeys } from '../key-order.ts';
import { defaultFileReader, type FileReader } from './file-reader.ts';
import { FolderStorage } from './storage.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'trailglass-folder-'));
});

afterEach(() => rmSync(root, { recursive: true }));

function put(key: string, content = 'x'): void {
  mkdirSync(dirname(join(root, key)), { recursive: true });
  writeFileSync(join(root, key), content);
}

function link(key: string, target: string): void {
  symlinkSync(target, join(root, key));
}

/** A file system that refuses what the test names; the tests may run as root, whom nobody refuses. */
function refusing(path: string, code = 'EACCES'): FileReader {
  const refuse = (asked: string) => {
    if (asked === path) throw Object.assign(new Error(`${code}: refused`), { code });
  };
  return {
    ...defaultFileReader,
    readdir: async (asked) => {
      refuse(asked);
      return defaultFileReader.readdir(asked);
    },
    readFile: async (asked) => {
      refuse(asked);
      return defaultFileReader.readFile(asked);
    },
  };
}

describe('list', () => {
  it('gives all files below, in the order in which S3 would', async () => {
    const keys = [
      'b/1.json',
      'b/c/2.json',
      'b-1/3.json',
      'b',
      'a.json',
      'é',
      'b/\u{1f600}',
      'b/\uffee',
    ];
    for (const key of keys.filter((each) => each !== 'b')) put(key);

    const found = await keysOf(new FolderStorage(root));

    expect(found).toEqual(keys.filter((each) => each !== 'b').toSorted(compareKeys));
  });

  it('gives pages of a thousand across folders', async () => {
    for (let index = 0; index < 2100; index++) put(`${index % 7}/${index}`);

    const pages = await gather(new FolderStorage(root).list(''));

    expect(pages.map(({ length }) => length)).toEqual([1000, 1000, 100]);
  });

  it('takes any beginning of keys as a prefix', async () => {
    for (const key of ['logs/a', 'logs/b', 'logs2/a', 'log']) put(key);
    const storage = new FolderStorage(root);

    expect(await keysOf(storage, 'logs/')).toEqual(['logs/a', 'logs/b']);
    expect(await keysOf(storage, 'logs')).toEqual(['logs/a', 'logs/b', 'logs2/a']);
    expect(await keysOf(storage, 'logs/b')).toEqual(['logs/b']);
    expect(await keysOf(storage, 'nowhere/at/all/')).toEqual([]);
  });

  it('gives another etag to another content or time', async () => {
    put('a.json', 'one');
    const [before] = await listAll(new FolderStorage(root));

    utimesSync(join(root, 'a.json'), 1, 1_769_817_600.5);
    const [touched] = await listAll(new FolderStorage(root));

    expect(touched).toEqual({
      key: 'a.json',
      size: 3,
      etag: `3-${(1_769_817_600_500_000_000n).toString(16)}`,
      modified: 1_769_817_600_500,
    });
    expect(touched?.etag).not.toBe(before?.etag);
  });

  it('follows links out of the folder, once, and never in circles', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'trailglass-outside-'));
    put('a/1.json');
    writeFileSync(join(outside, '2.json'), 'x');
    symlinkSync(outside, join(outside, 'self'));
    link('elsewhere', outside);
    link('a/up', '..');
    link('a/self', '.');
    link('current', 'a');
    link('file.json', 'a/1.json');
    link('nothing.json', 'missing');
    const storage = new FolderStorage(root);

    const found = await keysOf(storage);
    const folders = await foldersOf(storage);
    rmSync(outside, { recursive: true });

    expect(found).toEqual(['a/1.json', 'elsewhere/2.json', 'file.json']);
    expect(folders).toEqual(['a/', 'elsewhere/']);
    expect(await keysOf(storage, 'current/')).toEqual(['current/1.json']);
  });

  it('gives everything else before it reports a folder that cannot be read', async () => {
    for (const key of ['a/1', 'b/1', 'b/deep/2', 'c/1']) put(key);
    const storage = new FolderStorage(root, undefined, refusing(join(root, 'b')));
    const found: string[] = [];

    const error = await failureOf(
      (async () => {
        for await (const page of storage.list('')) found.push(...page.map(({ key }) => key));
      })(),
    );

    expect(found).toEqual(['a/1', 'c/1']);
    expect(error.code).toBe('TG_STORAGE_DENIED');
    expect(error.message).toBe(`The folder ${join(root, 'b')} cannot be read (EACCES).`);
    expect(error.details).toEqual({ folders: [join(root, 'b')] });
  });

  it('shows just the one file that was named', async () => {
    for (const key of ['a.json', 'a.json.gz', 'b/c.json']) put(key);

    expect(await keysOf(new FolderStorage(root, 'a.json'), 'a.json')).toEqual(['a.json']);
    expect(await keysOf(new FolderStorage(root, 'b/c.json'))).toEqual(['b/c.json']);
  });
});

describe('level', () => {
  it('gives folders and files directly under a prefix', async () => {
    for (const key of ['l/a/1', 'l/b/1', 'l/c', 'l/a-', 'logs/x']) put(key);
    const storage = new FolderStorage(root);

    const pages = await gather(storage.level('l/'));

    expect(pages.flatMap(({ folders }) => folders)).toEqual(['a/', 'b/']);
    expect(pages.flatMap(({ objects }) => objects).map(({ key }) => key)).toEqual(['l/a-', 'l/c']);
    expect(await foldersOf(storage, 'l')).toEqual(['/', 'ogs/']);
  });
});

describe('read', () => {
  it('gives the bytes, and counts them', async () => {
    put('a/b.json', '{"Records":[]}');
    const storage = new FolderStorage(root);
    const [object] = await listAll(storage);

    const bytes = object && (await storage.read(object));

    expect(Buffer.from(bytes ?? []).toString()).toBe('{"Records":[]}');
    expect(storage.counters).toMatchObject({ requests: 1, bytes: 14 });
  });

  it.each([
    ['grew', 'TG_STORAGE_TRUNCATED', /still be written/],
    ['vanished', 'TG_STORAGE_NOT_FOUND', /spelling/],
    ['refused', 'TG_STORAGE_DENIED', /rights/],
    ['broken', 'TG_STORAGE_UNREACHABLE', /disk/],
  ])('says when a file %s', async (what, code, hint) => {
    put('a.json', 'one');
    const [object] = await listAll(new FolderStorage(root));
    if (!object) throw new Error('Nothing was listed.');
    const path = join(root, 'a.json');
    const files: Record<string, FileReader> = {
      refused: refusing(path),
      broken: refusing(path, 'EIO'),
    };
    if (what === 'grew') put('a.json', 'one more');
    if (what === 'vanished') rmSync(path);
    const storage = new FolderStorage(root, undefined, files[what] ?? defaultFileReader);

    const error = await failureOf(storage.read(object));

    expect(error.code).toBe(code);
    expect(error.message).toContain(path);
    expect(error.hint).toMatch(hint);
  });

  it('refuses a key that leads out of the folder', async () => {
    const storage = new FolderStorage(root);
    const object = { key: 'a/../../etc/passwd', size: 1, etag: '', modified: 0 };

    const error = await failureOf(storage.read(object));

    expect(error.code).toBe('TG_STORAGE_DENIED');
  });
});
