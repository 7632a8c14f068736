import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

const WASM = [
  ['scan', 'src/collect/decode/wasm/index.as.ts'],
  ['merge', 'src/lake/parquet/wasm/merge.as.ts'],
] as const;

/** Threads start with one file each: of a hundred modules, finding and reading them would be most of the start. */
const PROGRAMS = [
  ['cli/main', 'src/cli/main.ts'],
  ['ingest.worker', 'src/collect/trails/ingest/ingest.worker.ts'],
  ['day.worker', 'src/demo/organisation/day.worker.ts'],
] as const;

/** Of what is inside the program. */
const LICENSES = ['echarts/LICENSE', 'echarts/NOTICE', 'zrender/LICENSE'];

/** `dist/`: the WebAssembly, the program, its threads. */
export async function buildAll(): Promise<void> {
  rmSync(`${root}dist`, { recursive: true, force: true });
  mkdirSync(`${root}dist`);
  for (const [name, source] of WASM) compileWasm(source, `dist/${name}.wasm`);
  for (const file of LICENSES)
    cpSync(`${root}node_modules/${file}`, `${root}dist/licenses/${file}`);
  for (const [name, source] of PROGRAMS) await bundle(name, source);
}

function compileWasm(source: string, target: string): void {
  const compiler = `${root}node_modules/assemblyscript/bin/asc.js`;
  const flags = ['-O3', '--runtime', 'minimal', '--enable', 'simd', '--noAssert'];
  const { status } = spawnSync(
    process.execPath,
    [compiler, source, '--outFile', target, ...flags],
    { cwd: root, stdio: 'inherit' },
  );
  if (status !== 0) process.exit(status ?? 1);
}

if (import.meta.main) await buildAll();
