import type { Condition } from './condition.ts';
import type { TableUse } from './relation.ts';

/** One place in which a query reads a table of the lake, with all that it asks of every row from there. */
export interface UsedTable extends Omit<TableUse, 'conditions'> {
  readonly conditions: readonly Condition[];
}

/** What came through a common table counts only where one place reads it: another may want other rows. */
export function conditionsOf({ conditions }: TableUse): readonly Condition[] {
  return conditions
    .filter(({ through }) => through.every(({ count }) => count < 2))
    .map(({ condition }) => condition);
}
