import { zstdDecompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { TABLES } from '../../cloudtrail/columns/index.ts';
import { packChunk } from './pages.ts';
import { schemaOf } from './schema.ts';

const [leaf] = schemaOf(TABLES.events).leaves;

it.each([0, 1, 127, 128, 255, 256, 5000])('a page of %i bytes is a frame of zstd', (length) => {
  const body = Uint8Array.from({ length }, (_, at) => (at * 37) % 251);
  if (!leaf) throw new Error('a table has columns');

  const pages = [{ body, entries: 1 }];
  const { buffers } = packChunk({ leaf, entries: 1, nulls: 0, pages, isConstant: false });

  const [, frame = new Uint8Array()] = buffers;
  expect(new Uint8Array(zstdDecompressSync(frame))).toEqual(body);
});
