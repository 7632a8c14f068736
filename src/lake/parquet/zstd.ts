import { constants } from 'node:zlib';
import { ZstdCompress } from 'minizlib';

/** What zstd is told of how hard to try (zstd's manual, ZSTD_cParameter); shorter matches than `minMatch` are none. */
export interface Effort {
  readonly level: number;
  readonly minMatch?: number;
}

const QUICK: Effort = { level: 1 };

/**
 * Bytes that a page of a megabyte cannot outgrow (zstd's manual, ZSTD_compressBound): given that room, zstd packs in
 * one go. Its memory is touched only as far as it is needed.
 */
const ROOM = 1_200_000;

/** Zstd, set up once for many frames: Node's own functions do so for each, which takes longer than a page of a thousand bytes. */
export class Zstd {
  readonly #stream: ZstdCompress;
  readonly #packed: Uint8Array[] = [];

  constructor({ level, minMatch = 0 } = QUICK) {
    const { ZSTD_c_compressionLevel, ZSTD_c_minMatch, ZSTD_e_end } = constants;
    // Of 0, zstd takes the level's own.
    const params = { [ZSTD_c_compressionLevel]: level, [ZSTD_c_minMatch]: minMatch };
    const options = { flush: ZSTD_e_end, chunkSize: ROOM, params };
    this.#stream = new ZstdCompress(options);
    this.#stream.on('data', (piece) => this.#packed.push(piece));
  }

  /** Bytes as one frame. It may lie in a pool of Node's: who keeps it, or hands it on, copies it. */
  pack(body: Uint8Array): Uint8Array {
    // What it packs it hands on before it returns.
    this.#stream.write(body);
    const [first = new Uint8Array(), ...more] = this.#packed.splice(0);
    return more.length > 0 ? Buffer.concat([first, ...more]) : first;
  }
}
