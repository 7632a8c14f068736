import { globSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildAll } from './build.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const NOT_BUILT = /\.(?:test|fixture)\.ts$/;

/**
 * Vitest's set-up of a run, and that of the benches. Builds if a source is newer than the program: tests and benches run
 * what ships, and nobody would hear of WebAssembly that is older than what reads from it.
 */
export async function setup(): Promise<void> {
  const built = statSync(`${root}dist/cli/main.js`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = globSync(['src/**/*.ts', 'tools/{build,bundle}.ts', 'package-lock.json'], {
    cwd: root,
  });
  const isStale = sources.some(
    (file) => !NOT_BUILT.test(file) && statSync(`${root}${file}`).mtimeMs > built,
  );
  if (isStale) await buildAll();
}
