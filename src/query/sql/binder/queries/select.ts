import { Refusal, refuse } from '../../refusal.ts';
import type { Query, Select, SortItem } from '../../syntax/index.ts';
import { type Fragment, joined, sql } from '../../typed.ts';
import { alike } from './alike.ts';
import { rowCalls } from './calls.ts';
import { type CarriedColumn, carriedBy } from './carried.ts';
import type { BoundRows, Context, OutputColumn, Surroundings } from './context.ts';
import { bindCondition } from './expression.ts';
import { bindFrom } from './from.ts';
import { GroupedScope, NotGrouped } from './grouped-scope.ts';
import { bindGroupBy, type Grouping, groupSql } from './grouping.ts';
import { bindWhere } from './guarded.ts';
import { inGroups, type Rows, refuseOthers } from './in-groups.ts';
import { ended } from './limit.ts';
import { bindSort, OrderScope, type Sorting } from './order.ts';
import { bindItem, type Item, itemsOf, type Output } from './output.ts';
import { noteConditions } from './pruning.ts';
import { type NameScope, SourceScope } from './scope.ts';

/** A SELECT with the ORDER BY, OFFSET and LIMIT of its query. @throws Refusal */
export function bindSelect(
  select: Select,
  query: Pick<Query, 'orderBy' | 'offset' | 'limit' | 'span'>,
  { around, context }: { readonly around: Surroundings; readonly context: Context },
): BoundRows {
  const relation = bindFrom(select.from, around, context);
  const fields = relation?.fields ?? [];
  const source = new SourceScope(context, fields, around, { windows: select.windows });
  const from = [relation ? sql` FROM ${relation.sql}` : sql``];
  if (select.where) {
    from.push(sql` WHERE ${bindWhere(select.where, source, context)}`);
    noteConditions(select.where, source, fields);
  }
  const items = itemsOf(select.items, source);
  refuseFilteredWindows(select, context);
  const rows: Rows = { select, from: joined(from, ''), source, items, context };
  const {
    outputs,
    order,
    core,
    isPlain,
    carried = [],
  } = isGrouped(rows, query.orderBy) ? grouped(rows, query.orderBy) : plain(rows, query.orderBy);
  const isWhole = isPlain && !query.limit && !query.offset;
  const width = outputs.length;
  return {
    sql: ended(core, { order, query, context, width }),
    columns: outputs.map((output) => outputColumn(output, isWhole)),
    carried: query.limit?.withTies ? [] : carried.map((column) => keptSource(column, isWhole)),
  };
}

/** @throws Refusal NOT_SUPPORTED where a window function has a FILTER */
function refuseFilteredWindows(select: Select, { options }: Context): void {
  const values = select.items.flatMap((item) => (item.is === 'select-column' ? [item.value] : []));
  const { windows } = rowCalls(values, options.functions);
  if (!windows.some(({ filter }) => filter)) return;
  refuse('NOT_SUPPORTED', 'FILTER is not yet supported for window functions', select.span);
}

function outputColumn({ name, typed, source }: Output, isWhole: boolean): OutputColumn {
  return {
    ...(name === undefined ? {} : { name }),
    type: typed.type,
    ...(source && isWhole ? { source } : {}),
  };
}

/** Where the rows come from counts only as long as all of them are there. */
function keptSource({ source, ...column }: CarriedColumn, isWhole: boolean): CarriedColumn {
  return source && isWhole ? { ...column, source } : column;
}

function isGrouped({ select, context }: Rows, orderBy: readonly SortItem[]): boolean {
  if (select.groupBy || select.having) return true;
  const values = select.items.flatMap((item) => (item.is === 'select-column' ? [item.value] : []));
  const sorted = orderBy.map(({ value }) => value);
  const windows = select.windows.flatMap(({ window }) => [
    ...window.partitionBy,
    ...window.orderBy.map(({ value }) => value),
  ]);
  const calls = rowCalls([...values, ...sorted, ...windows], context.options.functions);
  return calls.aggregates.length > 0 || calls.groupings.length > 0;
}

interface Shaped {
  readonly outputs: readonly Output[];
  readonly order: ReturnType<typeof bindSort>;
  readonly core: (more: readonly Fragment[]) => Fragment;
  /** Whether each row is a row of the FROM clause, none looking at another. */
  readonly isPlain: boolean;
  readonly carried?: readonly CarriedColumn[];
}

function plain(rows: Rows, orderBy: readonly SortItem[]): Shaped {
  const { select, from, source, items, context } = rows;
  const scope = source.allowing({ aggregates: false, windows: true });
  const outputs = items.map((item) => bindItem(item, scope, source));
  const order = bindSort(orderBy, sorting(rows, outputs, scope));
  const values = items.flatMap(({ expression }) => (expression ? [expression] : []));
  const carried = carriedBy(select, source, context);
  return {
    ...{ outputs, order },
    carried: select.distinct ? [] : carried.columns,
    core: (more) => sql`${selectSql(select.distinct, outputs, more)}${carried.list}${from}`,
    isPlain: rowCalls(values, context.options.functions).windows.length === 0,
  };
}

function sorting(
  { select, source, context }: Rows,
  outputs: readonly Output[],
  scope: NameScope,
): Sorting {
  const { distinct } = select;
  return { outputs, scope: new OrderScope(outputs, scope, source), source, distinct, context };
}

function grouped(rows: Rows, orderBy: readonly SortItem[]): Shaped {
  const { select, from, source, items } = rows;
  const grouping = groupingOf(rows);
  const scope = new GroupedScope(source, grouping);
  const outputs = items.map((item) =>
    inGroups(rows, item, () => bindGroupedItem(item, { scope, source })),
  );
  const having = select.having && groupedCondition(rows, scope);
  const order = orderBy.flatMap((item) =>
    inGroups(rows, { span: item.value.span, expression: item.value }, () =>
      bindSort([item], sorting(rows, outputs, scope)),
    ),
  );
  const core = (more: readonly Fragment[]) => {
    const inner = sql`SELECT ${joined(scope.inside())}${from}${groupSql(grouping)}`;
    const where = having ? sql` WHERE ${having}` : sql``;
    return sql`${selectSql(select.distinct, outputs, more)} FROM (${inner}) AS ${scope.alias}${where}`;
  };
  return { outputs, order, core, isPlain: false };
}

/** What is wrong with the SELECT list comes before what is wrong with GROUP BY. */
function groupingOf(rows: Rows): Grouping {
  const { select, items, source } = rows;
  if (!select.groupBy) return { keys: [] };
  try {
    return bindGroupBy(select.groupBy, { items, scope: source });
  } catch (error) {
    if (error instanceof Refusal) refuseOthers(rows);
    throw error;
  }
}

function bindGroupedItem(
  item: Item,
  { scope, source }: { readonly scope: GroupedScope; readonly source: SourceScope },
): Output {
  if (!item.field) return bindItem(item, scope, source);
  const key = `#${source.context.idOf(item.field)}`;
  const typed = scope.keyed(key, item.span);
  if (!typed) throw new NotGrouped();
  const { name } = item;
  return { ...(name === undefined ? {} : { name }), item, typed, key };
}

function groupedCondition(rows: Rows, scope: GroupedScope): Fragment | undefined {
  const { having } = rows.select;
  if (!having) return undefined;
  const { context } = rows;
  return inGroups(rows, { span: having.span, expression: having }, () =>
    bindCondition(scope, having, { clause: 'HAVING clause', context }),
  ).sql;
}

function selectSql(
  distinct: boolean,
  outputs: readonly Output[],
  more: readonly Fragment[],
): Fragment {
  const columns = outputs.map(
    ({ typed }, at) => sql`${distinct ? alike(typed) : typed.sql} AS c${String(at + 1)}`,
  );
  return sql`SELECT ${distinct ? 'DISTINCT ' : ''}${joined([...columns, ...more])}`;
}
