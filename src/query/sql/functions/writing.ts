import {
  type Fragment,
  isLong,
  joined,
  letting,
  lettingAll,
  quoted,
  sql,
  type Typed,
} from '../typed.ts';
import { duckdbType } from '../types/index.ts';
import type { BoundCall, FunctionSpec } from './contract.ts';
import { raised } from './script-error.ts';

/** What a spec may say beyond the usual. */
export type SpecExtras = Partial<Pick<FunctionSpec, 'kind' | 'result' | 'check'>>;

/** A scalar function, unless the extras say otherwise. */
export function spec(
  name: string,
  signatures: readonly string[],
  about: string,
  print: FunctionSpec['print'],
  extras: SpecExtras = {},
): FunctionSpec {
  const one = { kind: 'scalar' as const, ...extras, name, signatures, about };
  return { ...one, print: one.kind === 'scalar' ? settled(print) : print };
}

/**
 * Has long arguments worked out once, since most functions name theirs several times. All arguments travel together in
 * one struct, so that windows and aggregates among them stay outside the lambda.
 */
function settled(print: FunctionSpec['print']): FunctionSpec['print'] {
  return (call) => {
    if (!call.args.some((one) => isMoved(one) && isLong(one.sql, 1))) return print(call);
    const values = call.args.map((one) => (isMoved(one) ? one.sql : sql`NULL`));
    return lettingAll('tg_args', values, (named) => {
      const args = call.args.map((one, at) =>
        isMoved(one) ? { ...one, sql: named[at] ?? one.sql } : one,
      );
      return print({ ...call, args });
    });
  };
}

function isMoved(one: Typed): boolean {
  return !one.lambda && !one.constant;
}

/** The same function under several names. */
export function named(names: readonly string[], one: FunctionSpec): readonly FunctionSpec[] {
  return names.map((name) => ({
    ...one,
    name,
    signatures: one.signatures.map((text) => text.replace(/^[^(]+/, name)),
  }));
}

/** An argument. */
export function typedArg(call: BoundCall, at: number): Typed {
  const found = call.args[at];
  if (!found) throw new Error(`${call.name} was bound without its argument ${at + 1}.`);
  return found;
}

/** An argument's SQL. A bare NULL has no type in DuckDB, which then looks for no fields in it. */
export function arg(call: BoundCall, at: number): Fragment {
  const { constant, type, sql: value } = typedArg(call, at);
  const isBare = constant?.value === null && type.is !== 'function';
  return isBare ? sql`CAST(NULL AS ${duckdbType(type)})` : value;
}

/** An argument's SQL, in parentheses: to stand beside an operator. */
export function operand(call: BoundCall, at: number): Fragment {
  return sql`(${arg(call, at)})`;
}

/** All arguments with commas. */
export function args(call: BoundCall): Fragment {
  return joined(call.args.map((_, at) => arg(call, at)));
}

/** Prints a call of one DuckDB function or macro with the same arguments. */
export function calls(name: string): FunctionSpec['print'] {
  return (call) => sql`${name}(${args(call)})`;
}

/** Whether an argument is the literal NULL. */
export function isNull(call: BoundCall, at: number): boolean {
  return call.args[at]?.constant?.value === null;
}

/** An argument's value where it is a literal text. */
export function textOf(call: BoundCall, at: number): string | undefined {
  const value = call.args[at]?.constant?.value;
  return typeof value === 'string' ? value : undefined;
}

/** A lambda's parameters and body. */
export function lambdaOf(
  call: BoundCall,
  at: number,
): { readonly params: readonly string[]; readonly body: Fragment } {
  const found = call.args[at];
  if (!found?.lambda) throw new Error(`${call.name} was bound without its lambda ${at + 1}.`);
  return { params: found.lambda.params, body: found.sql };
}

/**
 * A body with names for values: what a lambda's body needs when its parameters are parts of an element. DuckDB has no
 * LET in expressions: see `letting`.
 */
export function withNames(
  values: readonly (readonly [name: string, value: Fragment])[],
  body: Fragment,
): Fragment {
  return values.reduceRight(
    (inner, [name, value]) =>
      letting('tgw', value, (one) => sql`list_transform([${one}], lambda ${name}: ${inner})[1]`),
    sql`(${body})`,
  );
}

/**
 * An expression that fails with an error of Trino's once a row reaches it, and that fits where any type is wanted: the
 * subscript of a list of NULL has no type of its own.
 * @param message a text, or SQL that gives it
 */
export function failure(
  code: string,
  message: string | { readonly sql: Fragment | string },
): Fragment {
  return sql`[NULL][${raised(code, message)}]`;
}

/** The same for the text of a macro. `message` is SQL. */
export function failureText(code: string, message: string): string {
  return `[NULL][CAST(${quoted(`TG:${code}:`)} || ${message} AS INTEGER)]`;
}

/** INVALID_FUNCTION_ARGUMENT for the text of a macro. `message` is SQL. */
export function invalid(message: string): string {
  return failureText('INVALID_FUNCTION_ARGUMENT', message);
}
