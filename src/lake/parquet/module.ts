import { readFileSync } from 'node:fs';

/** Compiles a module that the build put into `dist/`. */
export function loadModule(name: string): WebAssembly.Module {
  // From the sources and from dist/lake/parquet/ alike.
  const dist = import.meta.url.endsWith('.ts') ? '../../../dist/' : '../../';
  return new WebAssembly.Module(readFileSync(new URL(`${dist}${name}`, import.meta.url)));
}

export function instantiate<T>(module: WebAssembly.Module): T {
  const instance = new WebAssembly.Instance(module, {
    env: {
      abort: () => {
        throw new Error('A WebAssembly module ran out of memory.');
      },
    },
  });
  return instance.exports as T;
}
