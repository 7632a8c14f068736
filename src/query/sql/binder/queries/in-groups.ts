import { Refusal, refuse } from '../../refusal.ts';
import type { Select } from '../../syntax/index.ts';
import type { Fragment } from '../../typed.ts';
import { placeOf } from '../expressions/index.ts';
import type { Context } from './context.ts';
import { bindCondition } from './expression.ts';
import { NotGrouped } from './grouped-scope.ts';
import { bindItem, type Item } from './output.ts';
import type { SourceScope } from './scope.ts';

/** What is bound of a SELECT before its list. */
export interface Rows {
  readonly select: Select;
  /** ` FROM ... WHERE ...` */
  readonly from: Fragment;
  readonly source: SourceScope;
  readonly items: readonly Item[];
  readonly context: Context;
}

/** Binds what stands above the groups; says in Trino's words when it needs a column that is not grouped. */
export function inGroups<T>(rows: Rows, item: Item, bind: () => T): T {
  try {
    return bind();
  } catch (error) {
    if (!(error instanceof NotGrouped)) throw error;
    refuseOthers(rows);
    const { text } = rows.context.options;
    const written = text.slice(item.span.start, item.span.end);
    const reason = `'${written}' must be an aggregate expression or appear in GROUP BY clause`;
    const hint = `Add it to GROUP BY, or wrap it: arbitrary(${written}).`;
    const place = item.expression ? placeOf(item.expression, text) : item.span;
    return refuse('EXPRESSION_NOT_AGGREGATE', reason, place, hint);
  }
}

/** What is wrong with an expression for itself comes before its not being grouped. */
export function refuseOthers({ source, items, select, context }: Rows): void {
  const anywhere = source.allowing({ aggregates: true, windows: true });
  for (const item of items) trySingle(() => bindItem(item, anywhere, source));
  const { having } = select;
  if (having)
    trySingle(() => bindCondition(anywhere, having, { clause: 'HAVING clause', context }));
}

/** Windows without OVER, and grouping(), are refused later than what is not grouped. */
function trySingle(bind: () => unknown): void {
  try {
    bind();
  } catch (error) {
    if (!(error instanceof Refusal) || LATER.has(error.code)) return;
    throw error;
  }
}

const LATER: ReadonlySet<string> = new Set(['MISSING_OVER', 'INVALID_ARGUMENTS']);
