import { globSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildAll } from './build.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const NOT_BUILT = /\.(?:test|fixture)\.ts$/;

/**
 * Vitest's set-up of a run, and that of the benches. Builds if a source is newer than the program: tests and benches run what ships. Of a source older than its
 * WebAssembly nobody would hear: rows would be read from where they no longer are.
 */
export async function setup(): Promise<void> {
  const built = statSync(`${root}dist/cli/main.js`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = globSync(['src/**/*.ts', 'tools/build.ts', 'package-lock.json'], { cwd: root });
  const isStale = sources.some(
    (file) => !NOT_BUILT.test(file) && statSync(`${root}${file}`).mtimeMs > built,
  );
  if (isStale) await buildAll();
}
