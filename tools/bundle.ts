import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const root = fileURLToPath(new URL('../', import.meta.url));

/** ECharts is 68 MB with all its forms: what is used of it goes into the program. */
const INSIDE = /^(?:echarts|zrender|tslib)(?:\/|$)/;

/** A program of sources becomes one file, and one more for each part that is imported only at a time. */
export async function bundle(name: string, source: string): Promise<void> {
  await build({
    cwd: root,
    input: { [name]: source },
    platform: 'node',
    external: (module) => /^[^./]/.test(module) && !INSIDE.test(module),
    output: {
      dir: `${root}dist`,
      entryFileNames: '[name].js',
      chunkFileNames: 'parts/[name]-[hash].js',
      sourcemap: true,
      comments: { legal: true },
    },
  });
}

/**
 * Bundles a program that a test starts and kills many times, so that its short life is not spent on loading: it starts
 * twice as fast. @returns the path to run
 */
export async function bundleChild(source: URL): Promise<string> {
  const path = fileURLToPath(source);
  const name = `children/${path.slice(root.length).replace(/[^\w.-]/g, '_')}`;
  await bundle(name, path);
  return `${root}dist/${name}.js`;
}
