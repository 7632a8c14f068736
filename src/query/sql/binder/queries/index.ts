import type { Query } from '../../syntax/index.ts';
import type { Fragment } from '../../typed.ts';
import type { Type } from '../../types/index.ts';
import { type BindOptions, Context } from './context.ts';
import { bindRelation } from './from.ts';
import { comparesDayWithDate } from './full-days.ts';
import { multipliesRows } from './multiplies.ts';
import { finalName } from './output.ts';
import { bindQueryExpression } from './query.ts';
import type { TableUse } from './relation.ts';
import type { UsedTable } from './used-table.ts';
import { conditionsOf } from './used-table.ts';

export type { Bounds, Condition, OpenBounds, OpenCondition, OpenDays } from './condition.ts';
export { satisfies } from './condition.ts';
export type { BindOptions } from './context.ts';
export type { UsedTable } from './used-table.ts';

/** A query as DuckDB's SQL; its columns there are `c1`, `c2` ... by place. */
export interface BoundQuery {
  readonly sql: Fragment;
  /** Names as Trino gives them: as typed, `_col0` where nothing names a column. */
  readonly columns: readonly { readonly name: string; readonly type: Type }[];
  readonly tables: readonly UsedTable[];
  /** Whether it can give more rows than its tables have, and its text spells out, together. */
  readonly multiplies: boolean;
}

/** Resolves names, types and functions of a query. @throws Refusal in Trino's words, at the place */
export function bindQuery(query: Query, options: BindOptions): BoundQuery {
  const context = new Context(options, {
    hasFullDays: comparesDayWithDate(query),
    bind: (own) => ({
      query: (inner, around) => bindQueryExpression(inner, around, own),
      relation: (node, around) => bindRelation(node, around, own),
    }),
  });
  const { sql, columns } = bindQueryExpression(query, { common: new Map() }, context);
  return {
    sql,
    columns: columns.map(({ name, type }, at) => ({ name: finalName(name, at), type })),
    tables: context.uses.map((use: TableUse): UsedTable => ({ ...use, ...conditionsOf(use) })),
    multiplies: multipliesRows(query),
  };
}
