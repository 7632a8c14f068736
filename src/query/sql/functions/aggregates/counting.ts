import { sql } from '../../typed.ts';
import type { FunctionSpec } from '../contract.ts';
import { arg, named } from '../writing.ts';
import { aggregate, behind, gathered, gathers } from './calling.ts';

export const FUNCTIONS: readonly FunctionSpec[] = [
  aggregate(
    'count',
    ['count() bigint', 'count(T) bigint'],
    'How many rows there are, or how many of them have a value.',
    (call) => (call.args.length === 0 ? sql`count(*)${behind(call)}` : gathered(call, 'count')),
  ),
  aggregate(
    'count_if',
    ['count_if(boolean) bigint'],
    'How many rows the condition is true for.',
    (call) => sql`CAST(coalesce(${gathered(call, 'count_if')}, 0) AS BIGINT)`,
  ),
  aggregate(
    'approx_distinct',
    ['approx_distinct(T) bigint', 'approx_distinct(T, double) bigint'],
    'How many different values there are; counted exactly here.',
    (call) => sql`count(DISTINCT ${arg(call, 0)})${behind(call)}`,
  ),
  ...named(
    ['bool_and', 'every'],
    aggregate(
      'bool_and',
      ['bool_and(boolean) boolean'],
      'Whether it is true in all rows that have a value.',
      gathers('bool_and'),
    ),
  ),
  aggregate(
    'bool_or',
    ['bool_or(boolean) boolean'],
    'Whether it is true in some row.',
    gathers('bool_or'),
  ),
  aggregate(
    'bitwise_and_agg',
    ['bitwise_and_agg(bigint) bigint'],
    'The bits that all values have.',
    gathers('bit_and'),
  ),
  aggregate(
    'bitwise_or_agg',
    ['bitwise_or_agg(bigint) bigint'],
    'The bits that some value has.',
    gathers('bit_or'),
  ),
  aggregate(
    'bitwise_xor_agg',
    ['bitwise_xor_agg(bigint) bigint'],
    'The bits that an odd number of values has.',
    gathers('bit_xor'),
  ),
];
