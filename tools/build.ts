import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const root = fileURLToPath(new URL('../', import.meta.url));

function run(command: string, ...args: readonly string[]): void {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** `dist/`: the scanner's WebAssembly, the JavaScript, and the version as a constant. */
rmSync(`${root}dist`, { recursive: true, force: true });
mkdirSync(`${root}dist`);
for (const [source, target] of [
  ['src/collect/decode/wasm/index.as.ts', 'scan'],
  ['src/lake/parquet/wasm/merge.as.ts', 'merge'],
] as const) {
  const flags = ['-O3', '--runtime', 'minimal', '--enable', 'simd', '--noAssert'];
  run('asc', source, '--outFile', `dist/${target}.wasm`, ...flags);
}
run('tsc', '-p', 'tsconfig.build.json');
// ECharts is 68 MB with all its forms; what is used of it goes into the one file that uses it.
const charts = 'query/desk/charts/echarts';
await build({
  input: `${root}src/${charts}.ts`,
  platform: 'node',
  output: { file: `${root}dist/${charts}.js`, minify: true, comments: { legal: true } },
});
rmSync(`${root}dist/${charts}.js.map`);
for (const file of ['echarts/LICENSE', 'echarts/NOTICE', 'zrender/LICENSE']) {
  cpSync(`${root}node_modules/${file}`, `${root}dist/licenses/${file}`);
}
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };
writeFileSync(`${root}dist/version.txt`, `${version}\n`);
