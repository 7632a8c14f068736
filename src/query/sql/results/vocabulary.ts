import type { DuckDBConnection } from '@duckdb/node-api';
import type { Macro, ScriptFunction } from '../functions/contract.ts';
import { forgiving } from '../typed.ts';
import { type DuckDBApi, failing, registerScript, sparing } from './script-functions.ts';

/** What may be named: see `FunctionTable`. */
export interface Words {
  readonly macros: readonly Macro[];
  readonly scripts: readonly ScriptFunction[];
}

/** A function to be made: a macro's text, or a script. */
type Definition = Macro | ScriptFunction;

const OURS = /\btg[nf]?_\w+/g;

/**
 * Our functions in one DuckDB database. Each is made when a text first names it: there are hundreds, and a query needs
 * a handful. The connection is for nothing else: making a function there waits on the main thread, which a script of a
 * query that runs on it would wait for.
 */
export class Vocabulary {
  readonly #connection: DuckDBConnection;
  readonly #api: DuckDBApi;
  readonly #definitions: ReadonlyMap<string, Definition>;
  readonly #made = new Map<string, Promise<void>>();

  constructor(connection: DuckDBConnection, words: Words, api: DuckDBApi) {
    this.#connection = connection;
    this.#api = api;
    this.#definitions = definitionsOf(words);
  }

  /** Makes every function of ours that DuckDB's SQL in `text` needs. */
  async provide(text: string): Promise<void> {
    for (const name of new Set(text.match(OURS))) await this.#word(name);
  }

  #word(name: string): Promise<void> {
    const known = this.#made.get(name);
    if (known) return known;
    const definition = this.#definitions.get(name);
    const made = definition === undefined ? Promise.resolve() : this.#make(definition);
    this.#made.set(name, made);
    return made;
  }

  async #make(definition: Definition): Promise<void> {
    if (typeof definition !== 'string') {
      return registerScript(this.#connection, definition, this.#api);
    }
    const [name = '', body] = split(definition);
    for (const inner of new Set(body.match(OURS))) if (inner !== name) await this.#word(inner);
    await this.#connection.run(`CREATE OR REPLACE MACRO ${definition}`);
  }
}

/** Macros also under the names by which a failure is NULL, scripts under those of their three forms. */
function definitionsOf({ macros, scripts }: Words): ReadonlyMap<string, Definition> {
  const found = new Map<string, Definition>();
  for (const script of scripts) {
    const calm = sparing(script);
    found.set(calm.name, calm);
    if (script.isTotal) found.set(script.name, script);
    else {
      const strict = failing(script);
      found.set(strict.name, strict);
      found.set(script.name, either(script, calm.name, strict.name));
    }
  }
  for (const macro of macros) {
    for (const text of [macro, forgiving(macro)]) found.set(split(text)[0], text);
  }
  return found;
}

/** The quiet form first: only rows for which it gives nothing ask the one that fails. */
function either({ name, args }: ScriptFunction, calm: string, strict: string): Macro {
  const names = args.map((_, at) => `a${at}`).join(', ');
  return `${name}(${names}) AS coalesce(${calm}(${names}), ${strict}(${names}, ${names}))`;
}

/** A macro's name, and what follows. */
function split(macro: Macro): readonly [name: string, rest: string] {
  const [name = ''] = /^\w+/.exec(macro) ?? [];
  return [name, macro.slice(name.length)];
}
