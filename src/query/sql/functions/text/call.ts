import type { Fragment, Typed } from '../../typed.ts';
import { joined, sql } from '../../typed.ts';
import type { TextType, Type } from '../../types/type.ts';
import type { BoundCall, FunctionSpec } from '../contract.ts';

type Result = NonNullable<FunctionSpec['result']>;

/** The call of a DuckDB function or macro with the arguments. */
export function calls(name: string): FunctionSpec['print'] {
  return (call) => sql`${name}(${joined(call.args.map(spaced))})`;
}

/** The SQL of argument `at`. The overload that was taken says that it is there. */
export function argument(call: BoundCall, at: number): Fragment {
  const arg = call.args[at];
  return arg ? spaced(arg) : sql`NULL`;
}

/** A char with the spaces that belong to it: it is held without them. */
function spaced({ type, sql: text }: Typed): Fragment {
  return type.is === 'char' ? sql`rpad(${text}, ${String(type.length ?? 1)}, ' ')` : text;
}

/** Signatures, and after each the same with char for the varchar at a place. */
export function orChar(signatures: readonly string[], place: number): readonly string[] {
  return signatures.flatMap((signature) => {
    const other = signature.replaceAll('varchar', (word, offset: number) => {
      const before = signature.slice(0, offset);
      const isIt = !before.includes(')') && before.split(',').length - 1 === place;
      return isIt ? 'char' : word;
    });
    return other === signature ? [signature] : [signature, other];
  });
}

/** The value of argument `at` where the query fixes it. */
export function constantOf(call: BoundCall, at: number): Typed['constant'] {
  return call.args[at]?.constant;
}

/** A fixed integer argument, however it was typed. */
export function constantInteger(call: BoundCall, at: number): bigint | undefined {
  const value = constantOf(call, at)?.value;
  if (typeof value === 'bigint') return value;
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : undefined;
}

export function constantText(call: BoundCall, at: number): string | undefined {
  const value = constantOf(call, at)?.value;
  const isText = typeof value === 'string' && call.args[at]?.type.is === 'varchar';
  return isText ? value : undefined;
}

/** The result is no longer than argument `at`: `varchar(x)` gives `varchar(x)`. */
export function lengthOf(at: number): Result {
  return (args, declared) => withLength(declared, textLength(args[at]?.type));
}

/** The array's elements are no longer than argument `at`. */
export function elementsOfLength(at: number): Result {
  return (args, declared) =>
    declared.is === 'array'
      ? { is: 'array', of: withLength(declared.of, textLength(args[at]?.type)) }
      : declared;
}

/** Undefined: without a limit. */
export function textLength(type: Type | undefined): number | undefined {
  if (type?.is === 'varchar' || type?.is === 'char') return type.length;
  return type?.is === 'unknown' ? 0 : undefined;
}

export function withLength(type: Type, length: number | undefined): Type {
  if (type.is !== 'varchar' || length === undefined) return type;
  const text: TextType = { is: 'varchar', length: Math.min(length, LONGEST) };
  return text;
}

/** Trino's limit for the length of a varchar type. */
const LONGEST = 2_147_483_646;
