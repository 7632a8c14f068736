import { refuse } from '../../refusal.ts';
import type { Case, Expression, FunctionCall } from '../../syntax/index.ts';
import { type Fragment, joined, sql, type Typed } from '../../typed.ts';
import { commonSuperType, displayName, type Type } from '../../types/index.ts';
import { coerce } from './casts/index.ts';
import { bindAlike, bindCondition } from './common.ts';
import { compare } from './comparisons.ts';
import type { Binding } from './context.ts';
import { once } from './once.ts';
import { placeOf } from './places.ts';
import { bindTry } from './try.ts';
import { typed } from './typed-values.ts';

/** COALESCE, NULLIF, IF and TRY look like calls and evaluate their arguments as they need them. */
export function specialForm(binding: Binding, name: string, call: FunctionCall): Typed | undefined {
  switch (name) {
    case 'coalesce':
      return bindCoalesce(binding, call);
    case 'nullif':
      return bindNullIf(binding, call);
    case 'if':
      return bindIf(binding, call);
    case 'try':
      return countedArgs(call, 1, 1).map((value) => bindTry(binding, value, call.span))[0];
    default:
      return undefined;
  }
}

function countedArgs(call: FunctionCall, least: number, most: number): readonly Expression[] {
  const { args, span, name } = call;
  if (args.length < least || args.length > most) {
    const word = (name.parts.at(-1)?.name ?? '').toLowerCase();
    refuse('SYNTAX_ERROR', `Invalid number of arguments for '${word}' function`, span);
  }
  return args;
}

function bindCoalesce(binding: Binding, call: FunctionCall): Typed {
  if (call.args.length < 2) {
    const reason = "The 'coalesce' function must have at least two arguments";
    refuse('SYNTAX_ERROR', reason, call.span);
  }
  const { type, values } = bindAlike(binding, call.args, 'All COALESCE operands');
  return typed(type, sql`coalesce(${joined(values.map((value) => value.sql))})`, call.span);
}

function bindNullIf(binding: Binding, call: FunctionCall): Typed {
  const [first, second] = countedArgs(call, 2, 2).map((arg) => binding.bind(arg));
  if (!first || !second) return refuse('SYNTAX_ERROR', 'nullif takes two arguments.', call.span);
  if (!commonSuperType(first.type, second.type)) {
    const types = `${displayName(first.type)} vs ${displayName(second.type)}`;
    refuse('TYPE_MISMATCH', `Types are not comparable with NULLIF: ${types}`, call.span);
  }
  const unlessSame = (value: Fragment) => {
    const same = compare('=', { ...first, sql: value }, second, call.span);
    return sql`CASE WHEN ${same.sql} THEN NULL ELSE ${value} END`;
  };
  return typed(first.type, once(first.sql, unlessSame), call.span);
}

function bindIf(binding: Binding, call: FunctionCall): Typed {
  const [test, then, otherwise] = countedArgs(call, 2, 3);
  if (!test || !then) return refuse('SYNTAX_ERROR', 'IF takes two or three arguments.', call.span);
  const condition = bindCondition(
    binding,
    test,
    'IF condition must evaluate to a boolean (actual: %)',
  );
  const yes = binding.bind(then);
  if (!otherwise) {
    return typed(yes.type, sql`CASE WHEN ${condition.sql} THEN ${yes.sql} END`, call.span);
  }
  const no = binding.bind(otherwise);
  const type = commonSuperType(yes.type, no.type);
  if (!type) {
    const types = `${displayName(yes.type)} vs ${displayName(no.type)}`;
    refuse('TYPE_MISMATCH', `Result types for IF must be the same: ${types}`, call.span);
  }
  const [left, right] = [coerce(yes, type).sql, coerce(no, type).sql];
  return typed(type, sql`CASE WHEN ${condition.sql} THEN ${left} ELSE ${right} END`, call.span);
}

export function bindCase(binding: Binding, expression: Case): Typed {
  const { operand, whens, otherwise, span } = expression;
  const results = [...whens.map(({ then }) => then), ...(otherwise ? [otherwise] : [])];
  const what = 'All CASE results';
  const printed = (tests: readonly Fragment[], values: readonly Typed[]) => {
    const branches = tests.map((test, at) => sql`WHEN ${test} THEN ${sqlOf(values[at])}`);
    const last = otherwise ? sql` ELSE ${sqlOf(values.at(-1))}` : sql``;
    return sql`CASE ${joined(branches, ' ')}${last} END`;
  };
  if (!operand) {
    const message = 'CASE WHEN clause must evaluate to a boolean (actual: %)';
    const tests = whens.map(({ when }) => bindCondition(binding, when, message).sql);
    const { type, values } = bindAlike(binding, results, what);
    return typed(type, printed(tests, values), span);
  }
  const value = binding.bind(operand);
  const tests = operandTests(binding, value, expression);
  const { type, values } = bindAlike(binding, results, what);
  return typed(
    type,
    once(value.sql, (one) => printed(tests(one), values)),
    span,
  );
}

function sqlOf(value: Typed | undefined): Fragment {
  return value?.sql ?? sql`NULL`;
}

/** Each WHEN's test of the operand, once it is known what stands for that. */
function operandTests(
  binding: Binding,
  value: Typed,
  { whens }: Case,
): (operand: Fragment) => readonly Fragment[] {
  const bound = whens.map(({ when }) => ({ when, test: binding.bind(when) }));
  let type: Type = value.type;
  for (const { when, test } of bound) {
    const common = commonSuperType(type, test.type);
    if (!common) {
      const types = `${displayName(value.type)} vs ${displayName(test.type)}`;
      const reason = `CASE operand type does not match WHEN clause operand type: ${types}`;
      refuse('TYPE_MISMATCH', reason, placeOf(when, binding.context.text));
    }
    type = common;
  }
  return (sql) => bound.map(({ test }) => compare('=', { ...value, sql }, test, test.span).sql);
}
