import type { BoundCall, FunctionSpec } from '../../functions/contract.ts';
import { type Argument, type Resolution, resolve } from '../../functions/resolve.ts';
import { refuse } from '../../refusal.ts';
import type { Expression, FunctionCall, Span } from '../../syntax/index.ts';
import type { Fragment, Typed } from '../../typed.ts';
import { coerce } from './casts/index.ts';
import { bindCondition } from './common.ts';
import { specialForm } from './conditionals.ts';
import type { Binding } from './context.ts';
import { bindCurrent } from './current.ts';
import { ambiguousCall, functionNotFound } from './function-errors.ts';
import { bindLambda } from './lambdas.ts';
import { printedSort } from './sorting.ts';
import { typed } from './typed-values.ts';
import { printedWindow } from './windows.ts';

/** A call with all that may stand around its arguments. */
export function bindCall(binding: Binding, call: FunctionCall): Typed {
  const name = nameOf(call);
  const special = specialForm(binding, name, call);
  if (special) return special;
  if (name === 'now' && call.args.length === 0) return bindNow(binding, call);
  const specs = binding.context.functions.find(name);
  const [first] = specs;
  if (!first) return functionNotFound(binding, name, [], call.span);
  checkPlace(binding, call, first);
  const lambdas = new Map<number, Argument>();
  const values = call.args.map((arg, at) => {
    if (arg.is !== 'lambda') return binding.bind(arg);
    lambdas.set(at, lambdaArgument(binding, arg));
    return undefined;
  });
  const found = resolution(binding, { name, specs, values, lambdas, span: call.span });
  return printedCall(found, values, call, modifiers(binding, call));
}

/** `now()` is the query's own moment: what is worked out before the query runs must be what the query sees. */
function bindNow(binding: Binding, { span }: FunctionCall): Typed {
  return bindCurrent(binding, { is: 'current', name: 'current_timestamp', span });
}

/** A call of a function on bound arguments: what operators and special forms are made of. */
export function callFunction(
  binding: Binding,
  name: string,
  args: readonly Typed[],
  span: Span,
): Typed {
  const specs = binding.context.functions.find(name);
  const found = resolution(binding, { name, specs, values: args, lambdas: new Map(), span });
  return printedCall(found, args, { span, name }, {});
}

/** The last part of a name: functions have no other catalog than the built-in one. */
function nameOf({ name }: FunctionCall): string {
  return (name.parts.at(-1)?.name ?? '').toLowerCase();
}

function checkPlace(binding: Binding, call: FunctionCall, { kind, name }: FunctionSpec): void {
  if (kind === 'window' && !call.over) {
    const reason = `Window function system.builtin.${name} requires an OVER clause`;
    refuse('MISSING_OVER', reason, call.span);
  }
  if (kind === 'scalar') checkScalar(call, name);
  if (kind === 'scalar') return;
  const { scope, context } = binding;
  const isAllowed = call.over ? scope.allows.windows : scope.allows.aggregates;
  if (!isAllowed) {
    const written = context.text.slice(call.span.start, call.span.end);
    const what = 'aggregations, window functions or grouping operations';
    refuse('EXPRESSION_NOT_SCALAR', `This clause cannot contain ${what}: [${written}]`, call.span);
  }
  if (call.over && call.filter && kind === 'window') {
    refuse('NOT_SUPPORTED', 'FILTER is not yet supported for window functions', call.span);
  }
}

/** A function of one row takes nothing around its arguments. */
function checkScalar(call: FunctionCall, name: string): void {
  if (call.over) {
    const reason = `Window function ${name} is neither an aggregate nor a window function`;
    refuse('FUNCTION_NOT_WINDOW', reason, call.span);
  }
  const clause = clauseOf(call);
  if (clause === undefined) return;
  refuse(
    'FUNCTION_NOT_AGGREGATE',
    `${clause} is not supported for non-aggregation functions`,
    call.span,
  );
}

function clauseOf(call: FunctionCall): string | undefined {
  if (call.distinct) return 'DISTINCT';
  if (call.filter) return 'FILTER';
  return call.orderBy.length > 0 ? 'ORDER BY' : undefined;
}

function lambdaArgument(binding: Binding, lambda: Extract<Expression, { is: 'lambda' }>): Argument {
  return {
    is: 'lambda',
    arity: lambda.params.length,
    bind: (params, wanted) => bindLambda(binding, lambda, params, wanted),
  };
}

interface Wanted {
  readonly name: string;
  readonly specs: readonly FunctionSpec[];
  /** Undefined where a lambda stands. */
  readonly values: readonly (Typed | undefined)[];
  readonly lambdas: ReadonlyMap<number, Argument>;
  readonly span: Span;
}

function resolution(binding: Binding, wanted: Wanted): Resolution {
  const { name, specs, values, lambdas, span } = wanted;
  const args = values.flatMap((value, at): Argument[] => {
    const lambda = lambdas.get(at);
    if (lambda) return [lambda];
    return value ? [{ is: 'value', type: value.type }] : [];
  });
  const found = resolve(specs, args);
  if (found === 'ambiguous') return ambiguousCall(name, span);
  return found ?? functionNotFound(binding, name, args, span);
}

type Modifiers = Pick<BoundCall, 'orderBy' | 'filter' | 'nulls' | 'over'>;

function modifiers(binding: Binding, call: FunctionCall): Modifiers {
  const sort = call.withinGroup ?? call.orderBy;
  const filter =
    call.filter &&
    bindCondition(binding, call.filter, 'FILTER must evaluate to a boolean (actual: %)').sql;
  return {
    ...(sort.length > 0 ? { orderBy: printedSort(binding, sort) } : {}),
    ...(filter ? { filter: { parts: ['FILTER (WHERE ', filter, ')'] } } : {}),
    ...(call.nulls ? { nulls: call.nulls } : {}),
    ...(call.over ? { over: printedWindow(binding, call.over) } : {}),
  };
}

function printedCall(
  found: Resolution,
  values: readonly (Typed | undefined)[],
  call: FunctionCall | { readonly span: Span; readonly name: string },
  around: Modifiers,
): Typed {
  const args = found.params.flatMap((param, at): Typed[] => {
    const value = values[at];
    const lambda = found.lambdas.get(at);
    if (lambda) return [lambda];
    return value ? [coerce(value, param)] : [];
  });
  const type = found.spec.result?.(args, found.result) ?? found.result;
  const bound: BoundCall = {
    name: found.spec.name,
    args,
    signature: found.signature,
    type,
    span: call.span,
    distinct: 'distinct' in call && call.distinct,
    ...around,
  };
  found.spec.check?.(bound);
  const fragment: Fragment = found.spec.print(bound);
  return typed(type, fragment, call.span);
}
