import { refuse } from '../../refusal.ts';
import type {
  Expression,
  Grouping,
  Identifier,
  Query,
  SortItem,
  Span,
} from '../../syntax/index.ts';
import { type Fragment, sql, type Typed } from '../../typed.ts';
import { displayName, isOrderable } from '../../types/index.ts';
import { canonical } from './canonical.ts';
import type { Context } from './context.ts';
import { bindIn } from './expression.ts';
import { bare, chainOf, lower } from './names.ts';
import type { Output } from './output.ts';
import {
  type Allowed,
  type Found,
  findColumn,
  type NameScope,
  type SourceScope,
  subqueryIn,
} from './scope.ts';

/** What ORDER BY sees: the result's columns first, then what the SELECT list sees. */
export class OrderScope implements NameScope {
  readonly allows: Allowed = { aggregates: true, windows: true };
  readonly #outputs: readonly Output[];
  readonly #inner: NameScope;
  readonly #source: SourceScope;

  constructor(outputs: readonly Output[], inner: NameScope, source: SourceScope) {
    this.#outputs = outputs;
    this.#inner = inner;
    this.#source = source;
  }

  get outer(): NameScope {
    return this.#inner;
  }

  lookup(name: readonly Identifier[], span: Span): Found | undefined {
    const [first] = name;
    const found = first && this.#output(first, span);
    return found && { column: { ...found.typed, span }, used: 1 };
  }

  #output(name: Identifier, span: Span): Output | undefined {
    const wanted = lower(name.name);
    const found = this.#outputs.filter(
      (one) => one.name !== undefined && lower(one.name) === wanted,
    );
    if (found.length > 1) refuse('AMBIGUOUS_NAME', `Column '${wanted}' is ambiguous`, span);
    return found[0];
  }

  column(name: readonly Identifier[], span: Span): Found {
    return findColumn(this, name, span);
  }

  names(): readonly string[] {
    return this.#outputs.flatMap(({ name }) => (name === undefined ? [] : [name]));
  }

  subquery(query: Query) {
    return subqueryIn(this, this.#source.context, query, this.#source.around);
  }

  substitute(expression: Expression): Typed | undefined {
    const name = chainOf(expression);
    if (name && this.lookup(name.slice(0, 1), expression.span)) return undefined;
    if (expression.is === 'grouping') this.#refuseOutputs(expression);
    return this.#inner.substitute(expression);
  }

  /** grouping() looks at the columns of the rows, which a result's column of that name hides. */
  #refuseOutputs({ columns, span }: Grouping): void {
    const names = columns.map((column) => chainOf(bare(column)));
    if (!names.some((name) => name && this.lookup(name, span))) return;
    const reason =
      'Invalid reference to output of SELECT clause from grouping() expression in ORDER BY';
    refuse('INVALID_ARGUMENTS', reason, span);
  }

  window(name: Identifier) {
    return this.#inner.window(name);
  }
}

/** A term of ORDER BY: the result's column that it is, or an expression of its own. */
export interface SortTerm {
  /** From 0. */
  readonly output?: number;
  readonly sql: Fragment;
  /** ` DESC NULLS LAST` */
  readonly direction: string;
}

export interface Sorting {
  readonly outputs: readonly Output[];
  readonly scope: NameScope;
  readonly source: SourceScope;
  readonly distinct: boolean;
  readonly context: Context;
}

/** The terms of ORDER BY. What a query fixes orders nothing, and is left out. @throws Refusal */
export function bindSort(items: readonly SortItem[], sorting: Sorting): readonly SortTerm[] {
  return items.flatMap((item) => {
    const term = sortTerm(item, sorting);
    return term ? [term] : [];
  });
}

function sortTerm(item: SortItem, sorting: Sorting): SortTerm | undefined {
  const { outputs } = sorting;
  const value = bare(item.value);
  const at = outputAt(value, sorting);
  const typed = at === undefined ? sortExpression(value, sorting) : outputs[at]?.typed;
  if (!typed) return undefined;
  if (!isOrderable(typed.type)) {
    const type = displayName(typed.type);
    const reason = `Type ${type} is not orderable, and therefore cannot be used in ORDER BY`;
    refuse('TYPE_MISMATCH', reason, value.span);
  }
  const nulls = item.nulls === 'first' ? 'FIRST' : 'LAST';
  const direction = ` ${item.direction === 'desc' ? 'DESC' : 'ASC'} NULLS ${nulls}`;
  return { sql: typed.sql, direction, ...(at === undefined ? {} : { output: at }) };
}

/** Place of the result's column that a term means: by number, by name, or because it is the same expression. */
function outputAt(value: Expression, { outputs, scope, source }: Sorting): number | undefined {
  if (value.is === 'integer') {
    const place = Number(value.text);
    if (place >= 1 && place <= outputs.length) return place - 1;
    const reason = `ORDER BY position ${value.text} is not in select list`;
    return refuse('INVALID_COLUMN_REFERENCE', reason, value.span);
  }
  const name = chainOf(value);
  if (name?.length === 1 && scope.lookup(name, value.span)) {
    const wanted = lower(name[0]?.name ?? '');
    return outputs.findIndex((one) => one.name !== undefined && lower(one.name) === wanted);
  }
  const key = canonical(value, source);
  const at = outputs.findIndex((one) => one.key === key);
  return at < 0 ? undefined : at;
}

function sortExpression(value: Expression, sorting: Sorting): Typed | undefined {
  const { scope, distinct, context } = sorting;
  const typed = bindIn(scope, value, context);
  if (distinct) {
    const reason = 'For SELECT DISTINCT, ORDER BY expressions must appear in select list';
    refuse('EXPRESSION_NOT_IN_DISTINCT', reason, value.span);
  }
  return typed.constant ? undefined : typed;
}

/** `ORDER BY 1 DESC NULLS LAST, r1.x ASC NULLS LAST`, or nothing. */
export function orderSql(terms: readonly SortTerm[]): Fragment {
  if (terms.length === 0) return { parts: [] };
  const items = terms.map(({ output, sql: value, direction }) =>
    output === undefined ? sql`${value}${direction}` : sql`${String(output + 1)}${direction}`,
  );
  return {
    parts: [' ORDER BY ', ...items.flatMap((item, at) => (at > 0 ? [', ', item] : [item]))],
  };
}
