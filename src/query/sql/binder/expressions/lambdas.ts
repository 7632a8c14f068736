import { refuse } from '../../refusal.ts';
import type { Identifier, Lambda } from '../../syntax/index.ts';
import { sql, type Typed } from '../../typed.ts';
import { canCoerce, displayName, type Type, UNKNOWN } from '../../types/index.ts';
import type { Scope } from '../contract.ts';
import { coerce } from './casts/index.ts';
import type { Binding } from './context.ts';

/**
 * A lambda's body, its parameters of the types that the function gives them.
 * @param wanted the type that the result must have, where the function fixes it
 * @throws Refusal INVALID_PARAMETER_USAGE for a wrong number of parameters; TYPE_MISMATCH
 */
export function bindLambda(
  binding: Binding,
  { params, body, span }: Lambda,
  types: readonly Type[],
  wanted?: Type,
): Typed {
  if (params.length !== types.length) {
    const reason = `Expected a lambda that takes ${types.length} argument(s) but got ${params.length}`;
    refuse('INVALID_PARAMETER_USAGE', reason, span);
  }
  const names = params.map((_, at) => `l${binding.depth}_${at + 1}`);
  const columns = params.map(({ name }, at) => ({
    name: name.toLowerCase(),
    typed: { type: types[at] ?? UNKNOWN, sql: sql`${names[at] ?? ''}`, span },
  }));
  const bound = binding.within(lambdaScope(binding.scope, columns)).bind(body);
  const value = wanted ? fitted(bound, wanted) : bound;
  const type: Type = { is: 'function', params: types, result: value.type };
  return { type, sql: value.sql, span, lambda: { params: names } };
}

function fitted(bound: Typed, wanted: Type): Typed {
  if (canCoerce(bound.type, wanted)) return coerce(bound, wanted);
  if (wanted.is === 'unknown') return bound;
  const types = `${displayName(wanted)} but got ${displayName(bound.type)}`;
  return refuse('TYPE_MISMATCH', `Expected a lambda result of type ${types}`, bound.span);
}

interface Parameter {
  readonly name: string;
  readonly typed: Typed;
}

/** A lambda's parameters hide columns of their names. */
function lambdaScope(outer: Scope, columns: readonly Parameter[]): Scope {
  const find = ({ name }: Identifier) => columns.find((one) => one.name === name.toLowerCase());
  return {
    column: (name, span) => {
      const [first] = name;
      const found = first && find(first);
      return found ? { column: { ...found.typed, span }, used: 1 } : outer.column(name, span);
    },
    subquery: (query) => outer.subquery(query),
    substitute: (expression) => {
      const isParameter = expression.is === 'identifier' && find(expression);
      return isParameter ? undefined : outer.substitute(expression);
    },
    allows: { aggregates: false, windows: false },
    window: (name) => outer.window(name),
  };
}
