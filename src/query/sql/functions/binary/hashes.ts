import { createHash, createHmac } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { xxh64 } from '../../../../base/hash/index.ts';
import { sql } from '../../typed.ts';
import type { FunctionSpec, ScriptFunction } from '../contract.ts';
import { argument, calls } from '../text/call.ts';
import { refusedFunction } from '../text/refused.ts';
import { murmur3 } from './murmur3.ts';

/** Hashes and checksums of bytes. */
export const HASHES: readonly FunctionSpec[] = [
  ...['md5', 'sha1', 'sha256'].map((name) =>
    hash(name, (call) => sql`unhex(${name}(${argument(call, 0)}))`),
  ),
  hash('sha512', calls('tg_sha512')),
  hash('xxhash64', calls('tg_xxhash64')),
  hash('murmur3', calls('tg_murmur3')),
  ...['md5', 'sha1', 'sha256', 'sha512'].map(
    (name): FunctionSpec => ({
      name: `hmac_${name}`,
      kind: 'scalar',
      signatures: [`hmac_${name}(varbinary, varbinary) varbinary`],
      about: `The bytes' ${name} with a key`,
      print: calls(`tg_hmac_${name}`),
    }),
  ),
  {
    name: 'crc32',
    kind: 'scalar',
    signatures: ['crc32(varbinary) bigint'],
    about: 'The checksum CRC-32 of the bytes',
    print: calls('tg_crc32'),
  },
  ...['spooky_hash_v2_32', 'spooky_hash_v2_64'].map((name) =>
    refusedFunction(name, [`${name}(varbinary) varbinary`], 'The SpookyHash of the bytes'),
  ),
];

function hash(name: string, print: FunctionSpec['print']): FunctionSpec {
  return {
    name,
    kind: 'scalar',
    signatures: [`${name}(varbinary) varbinary`],
    about: `The ${name} of the bytes`,
    print,
  };
}

export const HASH_SCRIPTS: readonly ScriptFunction[] = [
  ofBytes('tg_sha512', (bytes) => createHash('sha512').update(bytes).digest()),
  ofBytes('tg_xxhash64', (bytes) => highestFirst(xxh64(bytes))),
  ofBytes('tg_murmur3', murmur3),
  ...['md5', 'sha1', 'sha256', 'sha512'].map(
    (name): ScriptFunction => ({
      name: `tg_hmac_${name}`,
      args: ['BLOB', 'BLOB'],
      result: 'BLOB',
      call: (bytes, key) =>
        createHmac(name, key as Uint8Array)
          .update(bytes as Uint8Array)
          .digest(),
    }),
  ),
  {
    name: 'tg_crc32',
    args: ['BLOB'],
    result: 'BIGINT',
    call: (bytes) => BigInt(crc32(bytes as Uint8Array)),
  },
];

function ofBytes(name: string, hashOf: (bytes: Uint8Array) => Uint8Array): ScriptFunction {
  return { name, args: ['BLOB'], result: 'BLOB', call: (bytes) => hashOf(bytes as Uint8Array) };
}

/** Eight bytes. */
function highestFirst(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}
