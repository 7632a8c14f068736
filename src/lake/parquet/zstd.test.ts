import { zstdDecompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { Zstd } from './zstd.ts';

/** Neither all the same nor without any order. */
function bodyOf(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => ((at * at) >>> 7) & 0xff);
}

it('packs one body after another, each as a frame of its own', () => {
  const bodies = [0, 1, 255, 256, 100_000, 7, 1_048_576].map(bodyOf);
  const zstd = new Zstd();

  const frames = bodies.map((body) => new Uint8Array(zstd.pack(body)));

  expect(frames.map((frame) => new Uint8Array(zstdDecompressSync(frame)))).toEqual(bodies);
});

it('packs what outgrows its room', () => {
  const noise = new Uint8Array(3_000_000);
  for (let at = 0; at < noise.length; at += 65_536) {
    crypto.getRandomValues(noise.subarray(at, at + 65_536));
  }

  expect(new Uint8Array(zstdDecompressSync(new Zstd().pack(noise)))).toEqual(noise);
});

it('packs the same bytes alike, whatever came before', () => {
  const body = bodyOf(300_000);
  const zstd = new Zstd();
  const first = new Uint8Array(zstd.pack(body));
  zstd.pack(bodyOf(70_000));

  expect(new Uint8Array(zstd.pack(body))).toEqual(first);
});

it('packs smaller with more effort', () => {
  const body = bodyOf(300_000);

  expect(new Zstd({ level: 6 }).pack(body).length).toBeLessThan(new Zstd().pack(body).length);
});
