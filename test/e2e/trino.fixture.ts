import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startServer, type TestServer } from './server.fixture.ts';

/** A Trino server over a folder of Parquet files, on 127.0.0.1. */
export interface TestTrino {
  ask(sql: string): Promise<readonly (readonly unknown[])[]>;
  stop(): Promise<void>;
}

/** Folder of an unpacked `io.trino:trino-server` (from Maven's registry, a `tar.gz`). */
const SERVER = process.env.TRAILGLASS_TRINO;
const START_LIMIT = 120_000;
const MAIN = 'io.trino.server.TrinoServer';

/** Starts one in whose catalog `hive` the folder `files` is `local:///`; or says why there is none. */
export async function startTrino(files: string): Promise<TestTrino | string> {
  if (!SERVER) return 'TRAILGLASS_TRINO names no folder of a trino-server';
  const own = mkdtempSync(join(tmpdir(), 'trailglass-trino-'));
  const remove = () => rmSync(own, { recursive: true, force: true });
  try {
    const server = await startServer({
      program: 'java',
      args: (port) => javaArguments(SERVER, settled(own, SERVER, files, port)),
    });
    if (server) return await readyTrino(server, remove);
  } catch (error) {
    remove();
    throw error;
  }
  remove();
  return 'java is not on PATH';
}

function javaArguments(server: string, properties: Readonly<Record<string, string>>) {
  const defined = Object.entries(properties).map(([name, value]) => `-D${name}=${value}`);
  const java = ['-Xmx2G', '-Djdk.attach.allowAttachSelf=true', '-cp', join(server, 'lib', '*')];
  return [...java, ...defined, MAIN];
}

async function readyTrino({ url, stop }: TestServer, remove: () => void): Promise<TestTrino> {
  try {
    await ready(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ask: (sql) => ask(url, sql), stop: () => stop().finally(remove) };
}

/** Writes what the server reads at its start; returns its system properties. */
function settled(own: string, server: string, files: string, port: number) {
  const catalogs = join(own, 'catalog');
  const plugins = join(own, 'plugin');
  for (const folder of [catalogs, plugins, join(files, 'meta')]) {
    mkdirSync(folder, { recursive: true });
  }
  symlinkSync(join(server, 'plugin', 'hive'), join(plugins, 'hive'));
  writeFileSync(
    join(own, 'config.properties'),
    lines({
      coordinator: true,
      'node-scheduler.include-coordinator': true,
      'http-server.http.port': port,
      // It would lie in the working folder.
      'http-server.log.enabled': false,
      'discovery.uri': `http://127.0.0.1:${port}`,
    }),
  );
  writeFileSync(
    join(catalogs, 'hive.properties'),
    lines({
      'connector.name': 'hive',
      'hive.metastore': 'file',
      'hive.metastore.catalog.dir': 'local:///meta',
      'hive.non-managed-table-writes-enabled': true,
      'hive.timestamp-precision': 'MICROSECONDS',
      'fs.native-local.enabled': true,
      'local.location': files,
      'parquet.use-bloom-filter': true,
    }),
  );
  return {
    'node.environment': 'test',
    'node.id': 'test',
    'node.data-dir': join(own, 'data'),
    'node.bind-ip': '127.0.0.1',
    'node.internal-address': '127.0.0.1',
    'plugin.dir': plugins,
    config: join(own, 'config.properties'),
    'catalog.config-dir': catalogs,
  };
}

function lines(settings: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** Its port is open long before it answers questions. */
async function ready(url: string): Promise<void> {
  const limit = Date.now() + START_LIMIT;
  while (Date.now() < limit) {
    const isUp = await ask(url, 'SHOW SCHEMAS FROM hive').then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await setTimeout(200);
  }
  throw new Error(`Trino did not start within ${START_LIMIT} ms.`);
}

/** What an answer of Trino's client protocol says of the next one, as far as it is needed. */
interface Answer {
  readonly nextUri?: string;
  readonly data?: readonly (readonly unknown[])[];
  readonly error?: { readonly message: string };
}

async function ask(url: string, sql: string): Promise<readonly (readonly unknown[])[]> {
  const headers = { 'X-Trino-User': 'test' };
  const rows: (readonly unknown[])[] = [];
  let answer = await answerOf(fetch(`${url}/v1/statement`, { method: 'POST', body: sql, headers }));
  while (true) {
    if (answer.error) throw new Error(`Trino: ${answer.error.message}`);
    rows.push(...(answer.data ?? []));
    if (!answer.nextUri) return rows;
    answer = await answerOf(fetch(answer.nextUri, { headers }));
  }
}

async function answerOf(asked: Promise<Response>): Promise<Answer> {
  const response = await asked;
  if (!response.ok) throw new Error(`Trino answers ${response.status}.`);
  return (await response.json()) as Answer;
}
