import { type ClientRequest, request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { isIP } from 'node:net';
import { readBody } from './http-body.ts';
import { codeOf, type FailureKind, failureKind } from './http-failure.ts';
import { type Addresses, fixedLookup, NEEDS_TLS } from './pinned.ts';
import type { Targets } from './targets.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Bytes of the answer that are read; what follows is not waited for. */
  readonly most?: number;
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  readonly is: 'answer';
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface HttpFailure {
  readonly is: 'failed';
  readonly kind: FailureKind;
  /** Whether the other side may have seen the whole request. */
  readonly sent: boolean;
  /** For the operator: at most the name of the host, never an address of a webhook. */
  readonly words: string;
}

export type HttpResult = HttpAnswer | HttpFailure;

/** Sends one request. Never throws: a failure is a result. */
export type Http = (request: HttpRequest) => Promise<HttpResult>;

export interface HttpOptions {
  /** Milliseconds for the whole of it, from the name to the last byte. */
  readonly timeout?: number;
  /** Further certificate authorities, PEM. */
  readonly ca?: string;
}

const TIMEOUT = 15_000;
const MOST = 4096;

/**
 * The one client of all sinks: HTTPS only (HTTP to allowed private targets), no redirects, no user-info, and connected
 * to no other address than those that were checked (server-side request forgery, DNS rebinding).
 */
export function openHttp(targets: Targets, { timeout = TIMEOUT, ca }: HttpOptions = {}): Http {
  return async (request) => {
    const url = urlOf(request.url);
    if (url === undefined) return forbidden('its address is none that may be reached');
    const deadline = AbortSignal.timeout(timeout);
    const target = await raced(targets.check(url.hostname), deadline);
    if (target === undefined) return failed('timeout', `${url.hostname} was not found in time`);
    if (target.is !== 'target') return failed(target.is, target.words);
    if (url.protocol === 'http:' && !target.isPrivate) {
      return forbidden(NEEDS_TLS);
    }
    const signal = request.signal ? AbortSignal.any([deadline, request.signal]) : deadline;
    try {
      return await exchange({ ...request, signal }, url, { addresses: target.addresses, ca });
    } catch (error) {
      // A header that Node refuses, such as a token with a line break in it.
      return forbidden(`the request cannot be made (${codeOf(error)})`);
    }
  };
}

function urlOf(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && url.username === '' && url.password === '' ? url : undefined;
}

async function raced<T>(work: Promise<T>, deadline: AbortSignal): Promise<T | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const end = () => resolve(undefined);
  deadline.addEventListener('abort', end);
  try {
    return await Promise.race([work, promise]);
  } finally {
    deadline.removeEventListener('abort', end);
  }
}

const failed = (kind: FailureKind, words: string): HttpFailure => ({
  is: 'failed',
  kind,
  sent: false,
  words,
});
const forbidden = (words: string): HttpFailure => failed('forbidden', words);

interface Connection {
  readonly addresses: Addresses;
  readonly ca: string | undefined;
}

async function exchange(
  request: HttpRequest,
  url: URL,
  connection: Connection,
): Promise<HttpResult> {
  const { promise, resolve } = Promise.withResolvers<HttpResult>();
  const outgoing = open(request, url, connection);
  let sent = false;
  outgoing.on('finish', () => {
    sent = true;
  });
  outgoing.on('error', (error) => {
    const { kind, words } = failureKind(error, url.hostname);
    resolve({ is: 'failed', kind, sent: sent && kind !== 'tls', words });
  });
  outgoing.on('response', async (response) => {
    const body = await readBody(response, request.most ?? MOST);
    outgoing.destroy();
    const headers = Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
    );
    resolve({ is: 'answer', status: response.statusCode ?? 0, headers, body });
  });
  outgoing.end(request.body);
  return promise;
}

function open(request: HttpRequest, url: URL, { addresses, ca }: Connection): ClientRequest {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const length = Buffer.byteLength(request.body ?? '');
  const options = {
    method: request.method,
    headers: { 'user-agent': 'trailglass', 'content-length': length, ...request.headers },
    // A connection of its own: one kept from before could lead to an address that is no longer allowed.
    agent: false,
    lookup: fixedLookup(addresses),
    ...(request.signal && { signal: request.signal }),
  };
  if (url.protocol === 'http:') return requestPlain(url, options);
  const name = isIP(host) === 0 ? { servername: host } : {};
  // Said aloud, since an environment variable can turn the check off for the whole process.
  return requestTls(url, { ...options, ...name, rejectUnauthorized: true, ...(ca && { ca }) });
}
