import { isAbsolute, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const root = fileURLToPath(new URL('../', import.meta.url));

/** ECharts is 68 MB with all its forms: what is used of it goes into the program. */
const INSIDE = /^(?:echarts|zrender|tslib)(?:\/|$)/;

/**
 * A program of sources becomes one file, and one more beside it for each part that is imported only at a time. No two
 * programs share such parts: one that is built must not change under another that runs.
 */
export async function bundle(name: string, source: string): Promise<void> {
  await build({
    cwd: root,
    input: { [name]: source },
    platform: 'node',
    external: (module) => isPackage(module) && !INSIDE.test(module),
    output: {
      dir: `${root}dist`,
      entryFileNames: '[name].js',
      chunkFileNames: posix.join(posix.dirname(name), 'parts/[name]-[hash].js'),
      sourcemap: true,
      comments: { legal: true },
    },
  });
}

function isPackage(module: string): boolean {
  return !module.startsWith('.') && !isAbsolute(module);
}

/**
 * Bundles a program that a test starts many times, or a bench measures: it starts twice as fast, and as what ships does.
 * @returns the path to run
 */
export async function bundleChild(source: URL): Promise<string> {
  const path = fileURLToPath(source);
  const name = `children/${path.slice(root.length).replace(/[^\w.-]/g, '_')}/main`;
  await bundle(name, path);
  return `${root}dist/${name}.js`;
}
