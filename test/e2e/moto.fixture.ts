import { startServer, type TestServer } from './server.fixture.ts';

/** moto answers for S3, SQS, SNS, STS and more on one port; it accepts any secret. */
export function startMoto(): Promise<TestServer | undefined> {
  return startServer({
    program: 'moto_server',
    args: (port) => ['-H', '127.0.0.1', '-p', String(port)],
  });
}
