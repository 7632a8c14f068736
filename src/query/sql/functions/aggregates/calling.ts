import { type Fragment, sql } from '../../typed.ts';
import type { BoundCall, FunctionSpec } from '../contract.ts';
import { args, type SpecExtras, spec } from '../writing.ts';

/** An aggregate function; also one over a window. */
export function aggregate(
  name: string,
  signatures: readonly string[],
  about: string,
  print: FunctionSpec['print'],
  extras: SpecExtras = {},
): FunctionSpec {
  return spec(name, signatures, about, print, { ...extras, kind: 'aggregate' });
}

/** `f(DISTINCT a, b ORDER BY c) FILTER (WHERE d) OVER (..)`: a DuckDB aggregate with what the call asks for. */
export function gathered(call: BoundCall, name: string, given: Fragment = args(call)): Fragment {
  const distinct = call.distinct ? 'DISTINCT ' : '';
  const order = call.orderBy ? sql` ${call.orderBy}` : '';
  return sql`${name}(${distinct}${given}${order})${behind(call)}`;
}

/** FILTER and OVER, to stand behind an aggregate. */
export function behind(call: BoundCall): Fragment {
  return sql`${call.filter ? sql` ${call.filter}` : ''}${call.over ? sql` ${call.over}` : ''}`;
}

/** Prints a call of one DuckDB aggregate with the same arguments. */
export function gathers(name: string): FunctionSpec['print'] {
  return (call) => gathered(call, name);
}
