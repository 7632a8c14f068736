import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type InputOptions } from 'rolldown';

const root = fileURLToPath(new URL('../', import.meta.url));

const WASM = [
  ['src/collect/decode/wasm/index.as.ts', 'scan'],
  ['src/lake/parquet/wasm/merge.as.ts', 'merge'],
] as const;

/** Threads start with one file each: of a hundred modules, finding and reading them would be most of the start. */
const WORKERS = [
  'src/collect/trails/ingest/ingest.worker.ts',
  'src/demo/organisation/day.worker.ts',
];

/** ECharts is 68 MB with all its forms: what is used of it goes into the program, with its licences. */
const LICENSES = ['echarts/LICENSE', 'echarts/NOTICE', 'zrender/LICENSE'];

/** `dist/`: the WebAssembly, the program in one file a part that is loaded at once, the threads. */
export async function buildAll(): Promise<void> {
  rmSync(`${root}dist`, { recursive: true, force: true });
  mkdirSync(`${root}dist`);
  for (const [source, target] of WASM) compileWasm(source, `dist/${target}.wasm`);
  for (const file of LICENSES)
    cpSync(`${root}node_modules/${file}`, `${root}dist/licenses/${file}`);
  for (const worker of WORKERS) await bundle(worker);
  await bundle({ 'cli/main': 'src/cli/main.ts' });
}

function compileWasm(source: string, target: string): void {
  const flags = ['-O3', '--runtime', 'minimal', '--enable', 'simd', '--noAssert'];
  const compiler = `${root}node_modules/assemblyscript/bin/asc.js`;
  const { status } = spawnSync(
    process.execPath,
    [compiler, source, '--outFile', target, ...flags],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  if (status !== 0) process.exit(status ?? 1);
}

async function bundle(input: NonNullable<InputOptions['input']>): Promise<void> {
  await build({
    cwd: root,
    input,
    platform: 'node',
    external: (name) => /^[^./]/.test(name) && !/^(?:echarts|zrender|tslib)(?:\/|$)/.test(name),
    output: {
      dir: `${root}dist`,
      entryFileNames: '[name].js',
      chunkFileNames: 'parts/[name]-[hash].js',
      sourcemap: true,
      comments: { legal: true },
    },
  });
}

if (import.meta.main) await buildAll();
