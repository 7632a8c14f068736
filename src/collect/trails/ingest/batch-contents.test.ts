import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { BatchContents, newRoom } from './batch-contents.ts';
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

/** Bytes and text of each, copied: they are valid until the next is asked for. */
function readAll(batch: ObjectColumns) {
  const contents = new BatchContents(batch, newRoom());
  return Array.from(batch.ids, (_, place) => {
    const content = contents.at(place);
    if (!content.bytes) return content;
    const text = content.text && Buffer.from(content.text).toString();
    return { bytes: Buffer.from(content.bytes), text };
  });
}

const texts = Array.from({ length: 100 }, (_, index) => `{"Records":[${'9'.repeat(index * 50)}]}`);
const files = texts.map((text) => gzipSync(text));
const sizes = files.map(({ length }) => length);

describe('contents of a batch', () => {
  it.each([
    ['files', () => files.map(put)],
    ['objects that were fetched', () => files],
  ])('are read and inflated in groups: %s', (_, contents) => {
    const found = readAll(columns(contents(), sizes));

    expect(found).toEqual(files.map((bytes, index) => ({ bytes, text: texts[index] })));
  });

  it('are not inflated together with what is no gzip, nor with what is large', () => {
    const large = gzipSync(Buffer.from(crypto.getRandomValues(new Uint8Array(40_000))));
    const plain = Buffer.from('{"Records":[]}');
    const all = [files[3], plain, files[4], large, files[5]] as Buffer[];

    const found = readAll(
      columns(
        all.map(put),
        all.map(({ length }) => length),
      ),
    );

    expect(found).toEqual(all.map((bytes) => ({ bytes, text: undefined })));
  });

  it.each([
    ['grew', (path: string) => appendFileSync(path, 'more')],
    ['shrank', (path: string) => truncateSync(path, 10)],
    ['grew beyond the room', (path: string) => appendFileSync(path, 'm'.repeat(300_000))],
  ])('are as they are now when a file %s since it was listed', (_, change) => {
    const paths = files.map(put);
    change(paths[50] ?? '');

    const found = readAll(columns(paths, sizes));

    expect(
      found.filter((one, index) => index !== 50 && 'text' in one && one.text !== texts[index]),
    ).toEqual([]);
    expect(found[50]).toMatchObject({ text: undefined });
    expect(found[50]?.bytes?.length).not.toBe(sizes[50]);
  });

  it('leave out a file that is gone, and no other', () => {
    const paths = files.map(put);
    rmSync(paths[50] ?? '');

    const found = readAll(columns(paths, sizes));

    expect(found[50]).toMatchObject({
      failure: expect.stringMatching(/could not be read: ENOENT/),
      unread: true,
    });
    expect(found.map((one) => ('text' in one ? one.text : undefined))).toEqual(
      texts.map((text, index) => (index === 50 ? undefined : text)),
    );
  });
});
