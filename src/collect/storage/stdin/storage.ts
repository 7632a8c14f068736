import { createHash } from 'node:crypto';
import type { Effects } from '../../../base/effects/index.ts';
import { AppError, messageOf } from '../../../base/errors/index.ts';
import { zeroCounters } from '../counters.ts';
import type { LevelPage, ReadOptions, Storage, StorageCounters, StoredObject } from '../storage.ts';

interface Content {
  readonly object: StoredObject;
  readonly bytes: Uint8Array;
}

const MAX_BYTES = 1024 ** 3;

/** Standard input as one object named `-`, read to its end when it is first asked for. */
export class StdinStorage implements Storage {
  readonly id = 'stdin';
  readonly name = '-';
  readonly #input: AsyncIterable<Uint8Array | string>;
  readonly #now: () => number;
  readonly #counters = zeroCounters();
  #content: Promise<Content> | undefined;

  constructor(input: AsyncIterable<Uint8Array | string>, effects: Pick<Effects, 'now'>) {
    this.#input = input;
    this.#now = effects.now;
  }

  async *list(prefix: string, options: ReadOptions = {}): AsyncGenerator<readonly StoredObject[]> {
    const { object } = await this.#load(options);
    if (object.key.startsWith(prefix)) yield [object];
  }

  async *level(prefix: string, options: ReadOptions = {}): AsyncGenerator<LevelPage> {
    for await (const objects of this.list(prefix, options)) yield { folders: [], objects };
  }

  async read(object: StoredObject, options: ReadOptions = {}): Promise<Uint8Array> {
    const content = await this.#load(options);
    if (object.key !== this.name) {
      throw new AppError('TG_STORAGE_NOT_FOUND', `Standard input holds no ${object.key}.`);
    }
    return content.bytes;
  }

  get counters(): StorageCounters {
    return { ...this.#counters };
  }

  async close(): Promise<void> {}

  async #load({ signal }: ReadOptions): Promise<Content> {
    signal?.throwIfAborted();
    this.#content ??= this.#readAll();
    return signal ? Promise.race([this.#content, aborted(signal)]) : this.#content;
  }

  async #readAll(): Promise<Content> {
    this.#counters.requests++;
    const bytes = await collect(this.#input);
    this.#counters.bytes += bytes.byteLength;
    const etag = createHash('sha256').update(bytes).digest('hex');
    return {
      object: { key: this.name, size: bytes.byteLength, etag, modified: this.#now() },
      bytes,
    };
  }
}

async function collect(input: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of input) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      size += bytes.byteLength;
      if (size > MAX_BYTES)
        throw new AppError('TG_STORAGE_TOO_LARGE', 'Standard input is too long.');
      chunks.push(bytes);
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const message = `Standard input cannot be read (${messageOf(cause)}).`;
    throw new AppError('TG_STORAGE_UNREACHABLE', message, { cause });
  }
  return Buffer.concat(chunks);
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
