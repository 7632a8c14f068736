import { zstdDecompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { compress } from './zstd.ts';

/** Neither all the same nor without any order. */
function bodyOf(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => ((at * at) >>> 7) & 0xff);
}

it('packs one body after another, each as a frame of its own', () => {
  const bodies = [0, 1, 255, 256, 100_000, 7, 1_048_576].map(bodyOf);

  const frames = bodies.map((body) => new Uint8Array(compress(body)));

  expect(frames.map((frame) => new Uint8Array(zstdDecompressSync(frame)))).toEqual(bodies);
});

it('packs what outgrows its room', () => {
  const noise = new Uint8Array(3_000_000);
  for (let at = 0; at < noise.length; at += 65_536) {
    crypto.getRandomValues(noise.subarray(at, at + 65_536));
  }

  expect(new Uint8Array(zstdDecompressSync(compress(noise)))).toEqual(noise);
});

it('packs the same bytes alike, whatever came before and with whatever effort', () => {
  const body = bodyOf(300_000);
  const first = new Uint8Array(compress(body));
  const tight = new Uint8Array(compress(body, { level: 6, minMatch: 6 }));
  compress(bodyOf(70_000));

  expect(new Uint8Array(compress(body))).toEqual(first);
  expect(new Uint8Array(compress(body, { level: 6, minMatch: 6 }))).toEqual(tight);
  expect(tight.length).toBeLessThan(first.length);
});
