import { gzipSync } from 'node:zlib';

/** Numbers from 0 up to 1. */
export type Random = () => number;

function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

function randomBytes(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => below(random, 256)));
}

/** Flips one to eight bits of the byte at a place. */
function flip(file: Buffer, at: number, random: Random): Buffer {
  const copy = Buffer.from(file);
  copy[at] = (copy[at] ?? 0) ^ (1 + below(random, 255));
  return copy;
}

const TRAILER = 8;
const HEADER = 10;

const PAGES = [
  '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code></Error>',
  '<!DOCTYPE html>\n<html><body>503 Service Unavailable</body></html>',
  'eventName,eventTime,userName\nGetObject,2023-07-10,alice\n',
  'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32\n',
];

/** Ways in which a gzip file gets broken, and the words in which a person is told. */
export const GZIP_DAMAGE: Readonly<
  Record<string, { readonly harm: (file: Buffer, random: Random) => Buffer; readonly says: RegExp }>
> = {
  truncated: {
    harm: (file, random) => file.subarray(0, 2 + below(random, file.length - TRAILER - 2)),
    says: /^the gzip data is cut off$/,
  },
  'no trailer': {
    harm: (file) => file.subarray(0, -TRAILER),
    says: /^the gzip data is cut off$/,
  },
  'wrong CRC': {
    harm: (file, random) => flip(file, file.length - TRAILER + below(random, 4), random),
    says: /^the gzip data is damaged \(incorrect data check\)$/,
  },
  'flipped byte': {
    harm: (file, random) => {
      const body = file.length - HEADER - TRAILER;
      return flip(file, HEADER + below(random, body), random);
    },
    says: /^the gzip data is (?:cut off|damaged \([^)]+\))|^the gzip length field says/,
  },
  'two members': {
    harm: (file, random) => {
      const other = `{"Records":[],"x":"${below(random, 1e9)}"}`;
      return Buffer.concat(random() < 0.5 ? [file, gzipSync(other)] : [gzipSync(other), file]);
    },
    says: /^the gzip length field says \d+ bytes, the data holds \d+: something follows the data/,
  },
  'garbage after': {
    harm: (file, random) => Buffer.concat([file, randomBytes(random, 1 + below(random, 64))]),
    says: /something follows the data|^the gzip data is (?:cut off|damaged)/,
  },
  empty: { harm: () => Buffer.alloc(0), says: /^the file is empty$/ },
  'not gzip': {
    harm: (file, random) => {
      const page = PAGES[below(random, PAGES.length + 1)];
      if (page !== undefined) return Buffer.from(page);
      return Buffer.concat([Buffer.of(0xc0), randomBytes(random, file.length)]);
    },
    says: /^neither gzip nor JSON: it (?:begins with "|looks like a table|is binary data)/,
  },
  'wrong length field': {
    harm: (file, random) => flip(file, file.length - 4 + below(random, 4), random),
    says: /^the gzip data is damaged \(incorrect length check\)$/,
  },
};
