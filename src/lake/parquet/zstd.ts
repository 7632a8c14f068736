import { constants } from 'node:zlib';
import { ZstdCompress } from 'minizlib';

/** What zstd is told of how hard to try (zstd's manual, ZSTD_cParameter); shorter matches than `minMatch` are none. */
export interface Effort {
  readonly level: number;
  readonly minMatch?: number;
}

const QUICK: Effort = { level: 1 };

/** Bytes as one frame of zstd. The frame may lie in a pool of Node's: who keeps it, or hands it on, copies it. */
export function compress(body: Uint8Array, effort = QUICK): Uint8Array {
  return packerOf(effort).pack(body);
}

/** One for each effort that was asked for: to set zstd up takes longer than to pack a page of a thousand bytes. */
const packers = new Map<string, Packer>();

function packerOf({ level, minMatch = 0 }: Effort): Packer {
  const name = `${level}/${minMatch}`;
  const packer = packers.get(name) ?? new Packer(level, minMatch);
  packers.set(name, packer);
  return packer;
}

/**
 * Bytes that a page of a megabyte cannot outgrow (zstd's manual, ZSTD_compressBound): given that room, zstd packs in
 * one go. Its memory is touched only as far as it is needed.
 */
const ROOM = 1_200_000;

/** Zstd, set up once for many frames. Node's own functions set it up for each. */
class Packer {
  readonly #zstd: ZstdCompress;
  readonly #packed: Uint8Array[] = [];

  constructor(level: number, minMatch: number) {
    const { ZSTD_c_compressionLevel, ZSTD_c_minMatch, ZSTD_e_end } = constants;
    // Of 0, zstd takes the level's own.
    const params = { [ZSTD_c_compressionLevel]: level, [ZSTD_c_minMatch]: minMatch };
    const options = { flush: ZSTD_e_end, chunkSize: ROOM, params };
    this.#zstd = new ZstdCompress(options);
    this.#zstd.on('data', (piece) => this.#packed.push(piece));
  }

  /** What it writes it has written when it returns. */
  pack(body: Uint8Array): Uint8Array {
    this.#zstd.write(body);
    const [first = new Uint8Array(), ...more] = this.#packed.splice(0);
    return more.length > 0 ? Buffer.concat([first, ...more]) : first;
  }
}
