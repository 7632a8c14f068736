import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import type { Effects } from '../../../base/effects/index.ts';
import { AdaptiveLimit } from '../adaptive-limit.ts';
import type { LevelPage, ReadOptions, Storage, StorageCounters, StoredObject } from '../storage.ts';
import { wholeBody } from './body.ts';
import { isOverload } from './faults.ts';
import { checkPage, foldersOf, objectsOf } from './listing.ts';
import type { S3Options } from './options.ts';
import { S3Requests } from './requests.ts';

const MAX_READS = 128;

/** A bucket. Objects are read whole or not at all, as many at once as S3 bears. */
export class S3Storage implements Storage {
  readonly id = 's3';
  readonly name: string;
  readonly #target: { readonly Bucket: string; readonly RequestPayer?: 'requester' };
  readonly #limit: AdaptiveLimit;
  readonly #requests: S3Requests;

  constructor(bucket: string, options: S3Options, effects: Pick<Effects, 'randomBytes'>) {
    const bounds = { max: MAX_READS, ...options.concurrency };
    this.name = `s3://${bucket}`;
    this.#target = {
      Bucket: bucket,
      ...(options.requesterPays && { RequestPayer: 'requester' }),
    };
    this.#limit = new AdaptiveLimit(isOverload, bounds);
    this.#requests = new S3Requests(options, () => randomOf(effects), bounds.max);
  }

  async *list(prefix: string, options: ReadOptions = {}): AsyncGenerator<readonly StoredObject[]> {
    for await (const page of this.#pages({ Prefix: prefix }, options)) yield objectsOf(page);
  }

  async *level(prefix: string, options: ReadOptions = {}): AsyncGenerator<LevelPage> {
    for await (const page of this.#pages({ Prefix: prefix, Delimiter: '/' }, options)) {
      yield { folders: foldersOf(page, prefix), objects: objectsOf(page) };
    }
  }

  async read(object: StoredObject, { signal }: ReadOptions = {}): Promise<Uint8Array> {
    const input = { ...this.#target, Key: object.key };
    const bytes = await this.#requests.send(
      { verb: 'read', bucket: this.#target.Bucket, key: object.key },
      async ({ client, sdk, sending, silence }) => {
        const answer = await client.send(new sdk.GetObjectCommand(input), sending);
        return wholeBody(answer, object, silence);
      },
      { limit: this.#limit, signal },
    );
    this.#requests.counters.bytes += bytes.byteLength;
    return bytes;
  }

  get counters(): StorageCounters {
    return { ...this.#requests.counters, concurrency: this.#limit.size };
  }

  close(): Promise<void> {
    return this.#requests.close();
  }

  async *#pages(
    asked: { readonly Prefix: string; readonly Delimiter?: string },
    { signal }: ReadOptions,
  ): AsyncGenerator<ListObjectsV2CommandOutput> {
    let token: string | undefined;
    do {
      const from = token === undefined ? {} : { ContinuationToken: token };
      const input = { ...this.#target, ...asked, ...from };
      const page = await this.#requests.send(
        { verb: 'list', bucket: this.#target.Bucket, key: asked.Prefix },
        async ({ client, sdk, sending }) =>
          checkPage(await client.send(new sdk.ListObjectsV2Command(input), sending)),
        { signal },
      );
      yield page;
      token = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
  }
}

/** From 0 up to 1. */
function randomOf({ randomBytes }: Pick<Effects, 'randomBytes'>): number {
  return Buffer.from(randomBytes(4)).readUInt32LE() / 2 ** 32;
}
