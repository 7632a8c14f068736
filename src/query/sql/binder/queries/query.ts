import type { Query, QueryBody } from '../../syntax/index.ts';
import { type Fragment, joined, sql, type Typed } from '../../typed.ts';
import { bindWith } from './common-tables.ts';
import type { BoundRows, Context, Surroundings } from './context.ts';
import { bindTable, columnsOf } from './from.ts';
import { ended } from './limit.ts';
import { bindSort, OrderScope } from './order.ts';
import type { Output } from './output.ts';
import { visible } from './relation.ts';
import { SourceScope } from './scope.ts';
import { bindSelect } from './select.ts';
import { setOperation } from './set-operation.ts';
import { bindValues } from './values.ts';

/** A query with its WITH, order and limit. @throws Refusal */
export function bindQueryExpression(
  query: Query,
  surroundings: Surroundings,
  context: Context,
): BoundRows {
  const { sql: before, around } = bindWith(query.with, surroundings, context);
  const rows =
    query.body.is === 'select'
      ? bindSelect(query.body, query, { around, context })
      : bindOther(query, around, context);
  return { ...rows, sql: sql`${before}${rows.sql}` };
}

function bindOther(query: Query, around: Surroundings, context: Context): BoundRows {
  const rows = bindBody(query.body, around, context);
  const { orderBy, offset, limit } = query;
  if (orderBy.length === 0 && !offset && !limit) return rows;
  const alias = context.fresh('q');
  const width = rows.columns.length;
  const outputs = rows.columns.map(({ name, type }, at): Output => {
    const typed: Typed = { type, sql: sql`${alias}.c${String(at + 1)}`, span: query.body.span };
    const item = { span: query.body.span };
    return { ...(name === undefined ? {} : { name }), typed, item, key: `output ${at}` };
  });
  const source = new SourceScope(context, [], around);
  const scope = new OrderScope(outputs, source, source);
  const order = bindSort(orderBy, { outputs, scope, source, distinct: false, context });
  const from = sql` FROM (${rows.sql}) AS ${alias}`;
  const core = (more: readonly Fragment[]) =>
    sql`SELECT ${joined([columnsOf(alias, width), ...more])}${from}`;
  return { columns: rows.columns, sql: ended(core, { order, query, context, width }) };
}

function bindBody(body: QueryBody, around: Surroundings, context: Context): BoundRows {
  switch (body.is) {
    case 'select':
      return bindSelect(body, { orderBy: [], span: body.span }, { around, context });
    case 'union':
    case 'intersect':
    case 'except': {
      const left = bindBody(body.left, around, context);
      const right = bindBody(body.right, around, context);
      return setOperation(body, { left, right }, context);
    }
    case 'values':
      return bindValues(body, { around, context });
    case 'table-query':
      return wholeTable(body, around, context);
    case 'nested':
      return context.bind.query(body.query, around);
  }
}

/** TABLE t: all its columns. */
function wholeTable(
  { name, span }: Extract<QueryBody, { is: 'table-query' }>,
  around: Surroundings,
  context: Context,
): BoundRows {
  const relation = bindTable(name, span, { around, context });
  const fields = visible(relation.fields);
  const items = fields.map((field, at) => sql`${field.sql} AS c${String(at + 1)}`);
  const columns = fields.map(({ name: named, type }) => ({
    ...(named === undefined ? {} : { name: named }),
    type,
  }));
  return { sql: sql`SELECT ${joined(items)} FROM ${relation.sql}`, columns };
}
