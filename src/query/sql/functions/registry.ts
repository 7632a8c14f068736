import type { FunctionSpec, Macro, ScriptFunction } from './contract.ts';

/** What one file of functions exports. */
export interface FunctionFile {
  readonly FUNCTIONS?: readonly FunctionSpec[];
  readonly MACROS?: readonly Macro[];
  readonly SCRIPTS?: readonly ScriptFunction[];
}

/** Every function that a query may call: an allow-list. */
export interface FunctionTable {
  /** The specs of a name, in lower case; several files may give overloads of one. Empty when there is none. */
  find(name: string): readonly FunctionSpec[];
  /** Those that people may write. */
  readonly names: readonly string[];
  readonly macros: readonly Macro[];
  readonly scripts: readonly ScriptFunction[];
}

/** Begins the names of functions that only trees of our own making call. */
const INTERNAL = '$';

/** The same table for what people write: functions that only our own trees call are not there. */
export function forPeople(table: FunctionTable): FunctionTable {
  return { ...table, find: (name) => (name.startsWith(INTERNAL) ? [] : table.find(name)) };
}

/** Puts the files' functions together. */
export function functionTable(files: readonly FunctionFile[]): FunctionTable {
  const specs = new Map<string, FunctionSpec[]>();
  for (const spec of files.flatMap(({ FUNCTIONS }) => FUNCTIONS ?? [])) {
    const known = specs.get(spec.name);
    if (known) known.push(spec);
    else specs.set(spec.name, [spec]);
  }
  return {
    find: (name) => specs.get(name.toLowerCase()) ?? [],
    names: [...specs.keys()].filter((name) => !name.startsWith(INTERNAL)).sort(),
    macros: files.flatMap(({ MACROS }) => MACROS ?? []),
    scripts: files.flatMap(({ SCRIPTS }) => SCRIPTS ?? []),
  };
}
