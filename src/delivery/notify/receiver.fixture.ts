import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { CERTIFICATE, KEY } from './certificate.fixture.ts';

/** What arrived. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | object;
  /** The connection is closed once the request has arrived. */
  readonly hangsUp?: boolean;
  /** Nothing is answered. */
  readonly isSilent?: boolean;
}

export interface Receiver {
  readonly port: number;
  readonly url: string;
  readonly received: Received[];
}

/** How a request is answered; its position is that of the request. */
type Answering = (request: Received, index: number) => Answer;

/** A receiver on the loopback address that ends with the test. */
export function receiver(answering: Answering = () => ({})): Promise<Receiver> {
  return listen('http', answering, (listener) => createServer(listener));
}

/** The same over TLS, with a certificate for `localhost` that nobody has signed. */
export function tlsReceiver(answering: Answering = () => ({})): Promise<Receiver> {
  const options = { cert: CERTIFICATE, key: KEY };
  return listen('https', answering, (listener) => createTlsServer(options, listener));
}

async function listen(
  protocol: string,
  answering: Answering,
  create: (listener: RequestListener) => Server,
): Promise<Receiver> {
  const received: Received[] = [];
  const server = create(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const one = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    received.push(one);
    const {
      status = 200,
      headers,
      body = '',
      hangsUp,
      isSilent,
    } = answering(one, received.length - 1);
    if (hangsUp) request.socket.destroy();
    if (hangsUp || isSilent) return;
    response.writeHead(status, headers);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `${protocol}://localhost:${port}`, received };
}
