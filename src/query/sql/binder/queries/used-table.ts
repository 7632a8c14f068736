import type { Condition, OpenCondition } from './condition.ts';
import type { TableUse } from './relation.ts';

/** One place in which a query reads a table of the lake, with all that it asks of every row from there. */
export interface UsedTable extends Omit<TableUse, 'conditions'> {
  readonly conditions: readonly Condition[];
  /** What DuckDB has to work out before it is a condition. */
  readonly open: readonly OpenCondition[];
}

/** What came through a common table counts only where one place reads it: another may want other rows. */
export function conditionsOf({ conditions }: TableUse): Pick<UsedTable, 'conditions' | 'open'> {
  const all = conditions
    .filter(({ through }) => through.every(({ count }) => count < 2))
    .map(({ condition }) => condition);
  return {
    conditions: all.filter((one): one is Condition => !isOpen(one)),
    open: all.filter(isOpen),
  };
}

function isOpen(condition: Condition | OpenCondition): condition is OpenCondition {
  return 'place' in condition || 'alias' in condition;
}
