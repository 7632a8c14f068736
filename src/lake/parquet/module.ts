import { readFileSync } from 'node:fs';
import { shipped } from '../../base/package/index.ts';

/** Compiles a module that the build put into `dist/`. */
export function loadModule(name: string): WebAssembly.Module {
  return new WebAssembly.Module(readFileSync(shipped(`dist/${name}`)));
}

/**
 * An instance's exports. `addresses` names the functions and globals that are places in its memory: WebAssembly gives
 * those beyond 2 GiB as negative numbers.
 */
export function instantiate<T>(module: WebAssembly.Module, addresses: readonly (keyof T)[]): T {
  const instance = new WebAssembly.Instance(module, {
    env: {
      abort: () => {
        throw new RangeError('A WebAssembly module ran out of memory.');
      },
    },
  });
  const exports: Record<string, unknown> = { ...instance.exports };
  for (const name of addresses) {
    const found = exports[String(name)];
    if (typeof found === 'function') exports[String(name)] = unsigned(found as Numeric);
    else exports[String(name)] = unsignedGlobal(found as WebAssembly.Global);
  }
  return exports as T;
}

type Numeric = (...args: number[]) => number;

function unsigned(call: Numeric): Numeric {
  return (...args) => call(...args) >>> 0;
}

function unsignedGlobal(global: WebAssembly.Global) {
  return {
    get value(): number {
      return Number(global.value) >>> 0;
    },
  };
}
