import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CREDENTIALS, startServer, type TestServer } from './server.fixture.ts';

/** versitygw serves a folder as S3, and checks signatures. */
export async function startVersitygw(): Promise<TestServer | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'trailglass-versitygw-'));
  const server = await startServer({
    program: 'versitygw',
    args: (port) => ['--port', `127.0.0.1:${port}`, 'posix', folder],
    env: {
      ROOT_ACCESS_KEY: CREDENTIALS.accessKeyId,
      ROOT_SECRET_KEY: CREDENTIALS.secretAccessKey,
    },
  });
  const clean = () => rmSync(folder, { recursive: true });
  if (server === undefined) clean();
  return (
    server && {
      url: server.url,
      stop: async () => {
        await server.stop();
        clean();
      },
    }
  );
}
