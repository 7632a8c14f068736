import { zstdDecompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { TABLES } from '../../cloudtrail/columns/index.ts';
import { CODEC } from './footer.ts';
import { packChunk } from './pages.ts';
import { schemaOf } from './schema.ts';
import { Zstd } from './zstd.ts';

const [leaf] = schemaOf(TABLES.events).leaves;

/** A chunk whose dictionary and pages have so many bytes each; every body is the same memory, as builders have it. */
function chunkOf(dictionaryLength: number, lengths: readonly number[]) {
  if (!leaf) throw new Error('a table has columns');
  const memory = new Uint8Array(5000);
  const bodyOf = (length: number, value: number) => memory.subarray(0, length).fill(value);
  function* pages() {
    for (const [at, length] of lengths.entries()) yield { body: bodyOf(length, at), entries: 1 };
  }
  const dictionary = { body: bodyOf(dictionaryLength, 255), size: 1 };
  return { leaf, entries: lengths.length, nulls: 0, dictionary, pages: pages() };
}

const bodiesOf = (buffers: readonly Uint8Array[]) => buffers.filter((_, at) => at % 2 === 1);

it('holds a small chunk as it is', () => {
  const { codec, buffers, bytes, plainBytes } = packChunk(chunkOf(100, [900, 1047]), new Zstd());

  expect(codec).toBe(CODEC.none);
  expect(bytes).toBe(plainBytes);
  expect(bodiesOf(buffers).map((body) => [body.length, body[0]])).toEqual([
    [100, 255],
    [900, 0],
    [1047, 1],
  ]);
});

it('packs every page of a larger one', () => {
  const { codec, buffers, dictionaryBytes } = packChunk(chunkOf(100, [900, 1048, 3]), new Zstd());

  expect(codec).toBe(CODEC.zstd);
  expect(dictionaryBytes).toBe((buffers[0]?.length ?? 0) + (buffers[1]?.length ?? 0));
  const bodies = bodiesOf(buffers).map((body) => zstdDecompressSync(body));
  expect(bodies.map((body) => [body.length, body[0]])).toEqual([
    [100, 255],
    [900, 0],
    [1048, 1],
    [3, 2],
  ]);
});
