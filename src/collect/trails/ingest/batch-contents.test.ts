import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { BatchContents } from './batch-contents.ts';
import type { ObjectColumns } from './protocol.ts';

const dir = mkdtempSync(join(tmpdir(), 'trailglass-contents-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

let count = 0;

function put(content: Uint8Array): string {
  const path = join(dir, `${++count}`);
  writeFileSync(path, content);
  return path;
}

function columns(
  contents: readonly string[] | readonly Uint8Array[],
  sizes: readonly number[],
): ObjectColumns {
  const isLocal = typeof contents[0] === 'string';
  return {
    ids: Int32Array.from(sizes, (_, index) => index + 1),
    kinds: sizes.map(() => 'events'),
    fallbackDays: new Int32Array(sizes.length),
    sizes: Float64Array.from(sizes),
    contents: isLocal ? contents.join('\0') : (contents as readonly Uint8Array[]),
  };
}

/** The bytes of each, copied: they are valid until the next is asked for. */
function readAll(batch: ObjectColumns) {
  const contents = new BatchContents(batch);
  const room = new Uint8Array(1024 * 1024);
  return Array.from(batch.ids, (_, place) => {
    const content = contents.at(place, room);
    return content.bytes ? { bytes: Buffer.from(content.bytes) } : content;
  });
}

const texts = Array.from({ length: 100 }, (_, index) => `{"Records":[${'9'.repeat(index * 50)}]}`);
const files = texts.map((text) => gzipSync(text));
const sizes = files.map(({ length }) => length);

describe('contents of a batch', () => {
  it.each([
    ['files', () => files.map(put)],
    ['objects that were fetched', () => files],
  ])('are the bytes of each: %s', (_, contents) => {
    const found = readAll(columns(contents(), sizes));

    expect(found).toEqual(files.map((bytes) => ({ bytes })));
  });

  it('are whole, however large', () => {
    const large = [300_000, 1024 * 1024, 3_000_000].map((size) => Buffer.alloc(size, size % 251));

    const found = readAll(
      columns(
        large.map(put),
        large.map(({ length }) => length),
      ),
    );

    expect(found.map(({ bytes }, index) => large[index]?.equals(bytes ?? Buffer.of()))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it.each([
    ['grew', (path: string) => appendFileSync(path, 'more')],
    ['shrank', (path: string) => truncateSync(path, 10)],
    ['grew beyond the room', (path: string) => appendFileSync(path, 'm'.repeat(300_000))],
  ])('are as they are now when a file %s since it was listed', (_, change) => {
    const paths = files.map(put);
    change(paths[50] ?? '');

    const found = readAll(columns(paths, sizes));

    const others = (_one: unknown, index: number) => index !== 50;
    expect(found.filter(others)).toEqual(files.map((bytes) => ({ bytes })).filter(others));
    expect(found[50]?.bytes?.equals(readFileSync(paths[50] ?? ''))).toBe(true);
  });

  it('leave out a file that is gone, and no other', () => {
    const paths = files.map(put);
    rmSync(paths[50] ?? '');

    const found = readAll(columns(paths, sizes));

    expect(found[50]).toMatchObject({
      failure: expect.stringMatching(/could not be read: ENOENT/),
      unread: true,
    });
    expect(found.map(({ bytes }) => bytes)).toEqual(
      files.map((bytes, index) => (index === 50 ? undefined : bytes)),
    );
  });
});
