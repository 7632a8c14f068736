import { refuse } from '../../refusal.ts';
import { sql } from '../../typed.ts';
import type { FunctionSpec } from '../contract.ts';

/** A function that Trino has and we have not: known by name, so that the refusal says what it is. */
export function refusedFunction(
  name: string,
  signatures: readonly string[],
  about: string,
): FunctionSpec {
  return {
    name,
    kind: 'scalar',
    signatures,
    about,
    check: (call) => refuse('NOT_SUPPORTED', `Function '${name}' is not supported`, call.span),
    print: () => sql`NULL`,
  };
}

/** Text functions that are left out: stemming needs a dictionary of rules a language, the rest paints terminals. */
export const REFUSED: readonly FunctionSpec[] = [
  refusedFunction(
    'word_stem',
    ['word_stem(varchar) varchar', 'word_stem(varchar, varchar) varchar'],
    'The stem of a word',
  ),
  refusedFunction('bar', ['bar(double, bigint) varchar'], 'A bar of coloured characters'),
  refusedFunction(
    'color',
    [
      'color(varchar) varchar',
      'color(double, T, T) varchar',
      'color(double, double, double, T, T) varchar',
    ],
    'A colour for a terminal',
  ),
  refusedFunction('rgb', ['rgb(bigint, bigint, bigint) varchar'], 'A colour for a terminal'),
  refusedFunction(
    'render',
    ['render(boolean) varchar', 'render(T, S) varchar'],
    'A value in colour for a terminal',
  ),
];
