import { refuse } from '../../refusal.ts';
import type { Expression, Query } from '../../syntax/index.ts';
import type { Fragment } from '../../typed.ts';
import { joined, sql } from '../../typed.ts';
import type { Context } from './context.ts';
import { columnsOf } from './from.ts';
import { orderSql, type SortTerm } from './order.ts';

/** What ends a query: its order and how many rows of it there are. */
export interface Ending {
  readonly order: readonly SortTerm[];
  readonly query: Pick<Query, 'limit' | 'offset' | 'span'>;
  readonly context: Context;
  /** Columns of the result. */
  readonly width: number;
}

/**
 * A SELECT with its order, OFFSET and LIMIT.
 * @param select `SELECT ...` for a list of columns, which it gets from here
 */
export function ended(
  select: (more: readonly Fragment[]) => Fragment,
  { order, query, context, width }: Ending,
): Fragment {
  const { limit, offset } = query;
  if (limit?.withTies) return withTies(select, { order, query, context, width });
  const skip = offset ? sql` OFFSET ${countOf(offset)}` : sql``;
  const most =
    limit && !limit.all ? sql` LIMIT ${limit.count ? countOf(limit.count) : '1'}` : sql``;
  return sql`${select([])}${orderSql(order)}${most}${skip}`;
}

/** FETCH FIRST n ROWS WITH TIES: those behind the offset whose rank is within reach. */
function withTies(
  select: (more: readonly Fragment[]) => Fragment,
  { order, query, context, width }: Ending,
): Fragment {
  const { limit, offset } = query;
  if (order.length === 0) {
    const reason = 'FETCH FIRST WITH TIES clause requires ORDER BY';
    refuse('MISSING_ORDER_BY', reason, limit?.span ?? query.span);
  }
  const alias = context.fresh('q');
  const more = order.filter(({ output }) => output === undefined);
  const keys = order.map((term) => {
    const place = term.output ?? width + more.indexOf(term);
    return sql`${alias}.c${String(place + 1)}${term.direction}`;
  });
  const extra = more.map((term, at) => sql`${term.sql} AS c${String(width + at + 1)}`);
  const skipped = offset ? countOf(offset) : '0';
  const taken = limit?.count ? countOf(limit.count) : '1';
  const over = sql`OVER (ORDER BY ${joined(keys)})`;
  return sql`SELECT ${columnsOf(alias, width)} FROM (${select(extra)}) AS ${alias} QUALIFY row_number() ${over} > ${skipped} AND rank() ${over} <= ${skipped} + ${taken} ORDER BY ${joined(keys)}`;
}

function countOf(expression: Expression): string {
  if (expression.is === 'integer') return String(BigInt(expression.text));
  return refuse('INVALID_ARGUMENTS', 'The number of rows must be an integer', expression.span);
}
