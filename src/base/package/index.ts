import { existsSync } from 'node:fs';

/** From the sources and from `dist/` alike. */
const ROOT = rootAbove(new URL('./', import.meta.url));

/**
 * What ships with the program, beside `src/` and `dist/`: a file of the package, or a folder with a `/` at its end.
 *
 * @example shipped('queries/'), shipped('dist/scan.wasm')
 */
export function shipped(path: string): URL {
  return new URL(path, ROOT);
}

function rootAbove(folder: URL): URL {
  if (existsSync(new URL('package.json', folder))) return folder;
  const above = new URL('../', folder);
  if (above.href === folder.href) throw new Error('The package has lost its package.json.');
  return rootAbove(above);
}
