import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compareKeys } from '../key-order.ts';
import type { FakeFault } from './fake-faults.fixture.ts';
import { type Listed, listingOf } from './fake-listing.fixture.ts';
import type { S3Options } from './options.ts';

export interface FakeRequest {
  readonly kind: 'list' | 'level' | 'read';
  /** The key, or the prefix of a listing. */
  readonly key: string;
  /** How often the same was asked, this time included. */
  readonly count: number;
}

interface FakeObject extends Listed {
  readonly bytes: Uint8Array;
}

const REFUSALS = {
  'slow-down': [503, 'SlowDown'],
  'internal-error': [500, 'InternalError'],
  denied: [403, 'AccessDenied'],
  expired: [400, 'ExpiredToken'],
} as const;

/** An S3 server inside the test: one bucket in memory, and a fault switch for each request. */
export class FakeS3 {
  readonly bucket = 'logs';
  readonly requests: FakeRequest[] = [];
  readonly injected = new Map<FakeFault, number>();
  faults: (request: FakeRequest) => FakeFault | undefined = () => undefined;
  pageSize = 1000;
  /** When set, requests signed for another region are sent here. */
  region: string | undefined;
  readonly #objects = new Map<string, FakeObject>();
  readonly #counts = new Map<string, number>();
  readonly #server: Server;
  #sorted: readonly FakeObject[] | undefined;

  private constructor() {
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  static async start(): Promise<FakeS3> {
    const fake = new FakeS3();
    await new Promise<void>((resolve) => fake.#server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  /** How a client reaches it: time-outs and waits of milliseconds. */
  get options(): S3Options {
    const { port } = this.#server.address() as AddressInfo;
    return {
      endpointUrl: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: {
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      },
      timeouts: { connect: 500, answer: 500, silence: 500 },
      retry: { attempts: 10, base: 1, cap: 5 },
    };
  }

  put(key: string, content: Uint8Array | string): void {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const etag = createHash('md5').update(bytes).digest('hex');
    this.#objects.set(key, {
      key,
      bytes,
      size: bytes.byteLength,
      etag,
      modified: 1_769_817_600_000,
    });
    this.#sorted = undefined;
  }

  remove(key: string): void {
    this.#objects.delete(key);
    this.#sorted = undefined;
  }

  /** Keys or prefixes of the requests of one kind, in their order. */
  asked(kind: FakeRequest['kind']): readonly string[] {
    return this.requests.filter((request) => request.kind === kind).map(({ key }) => key);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://fake');
    const asked = this.#note(url);
    const object = this.#objects.get(asked.key);
    const isElsewhere = this.region && !request.headers.authorization?.includes(`/${this.region}/`);
    if (isElsewhere) refuse(response, 301, 'PermanentRedirect', this.region);
    else if (!url.pathname.startsWith(`/${this.bucket}`)) refuse(response, 404, 'NoSuchBucket');
    else if (asked.kind === 'read' && !object) refuse(response, 404, 'NoSuchKey');
    else this.#send(response, asked, url, object);
  }

  #send(
    response: ServerResponse,
    asked: FakeRequest,
    url: URL,
    object: FakeObject | undefined,
  ): void {
    const fault = this.faults(asked);
    if (fault) this.injected.set(fault, (this.injected.get(fault) ?? 0) + 1);
    const isRead = asked.kind === 'read' && object;
    const body = isRead ? object.bytes : this.#listing(url);
    send(response, body, isRead ? { etag: `"${object.etag}"` } : {}, fault);
  }

  #note(url: URL): FakeRequest {
    const isList = url.searchParams.get('list-type') === '2';
    const path = decodeURIComponent(url.pathname).slice(this.bucket.length + 2);
    const listing = url.searchParams.has('delimiter') ? 'level' : 'list';
    const kind = isList ? listing : 'read';
    const key = isList ? (url.searchParams.get('prefix') ?? '') : path;
    const same = `${kind} ${key}`;
    const count = (this.#counts.get(same) ?? 0) + 1;
    this.#counts.set(same, count);
    const noted = { kind, key, count } as const;
    this.requests.push(noted);
    return noted;
  }

  #listing(url: URL): Uint8Array {
    this.#sorted ??= [...this.#objects.values()].sort((a, b) => compareKeys(a.key, b.key));
    return Buffer.from(listingOf(this.#sorted, url.searchParams, this.pageSize));
  }
}

function send(
  response: ServerResponse,
  body: Uint8Array,
  headers: Readonly<Record<string, string>>,
  fault: FakeFault | undefined,
): void {
  const half = body.subarray(0, Math.floor(body.byteLength / 2));
  switch (fault) {
    case undefined:
      response.writeHead(200, { ...headers, 'content-length': body.byteLength }).end(body);
      return;
    case 'reset':
      response.destroy();
      return;
    case 'cut-body':
      response.writeHead(200, { ...headers, 'content-length': body.byteLength });
      response.write(half, () => response.destroy());
      return;
    case 'short-body':
      response.writeHead(200, headers).end(half);
      return;
    case 'silent':
      return;
    case 'silent-body':
      response.writeHead(200, { ...headers, 'content-length': body.byteLength }).write(half);
      return;
    case 'error-body':
      response.writeHead(200).end(errorXml('SlowDown'));
      return;
    default: {
      const [status, code] = REFUSALS[fault];
      refuse(response, status, code);
    }
  }
}

function refuse(response: ServerResponse, status: number, code: string, region?: string): void {
  response.writeHead(status, {
    'content-type': 'application/xml',
    ...(region !== undefined && { 'x-amz-bucket-region': region }),
  });
  response.end(errorXml(code));
}

function errorXml(code: string): string {
  return `<?xml version="1.0"?><Error><Code>${code}</Code><Message>as the test wants it</Message></Error>`;
}
