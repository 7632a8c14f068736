import { type Column, type ColumnType, TABLES } from '../../../cloudtrail/columns/index.ts';
import { stored } from './table.ts';

/**
 * The record rebuilt from what the columns hold, under CloudTrail's own keys, without those that are NULL: DuckDB's SQL
 * over the rows that go by an alias. Fields that no column names come last; those of list elements are left out.
 */
export function eventJson(alias: string): string {
  const items = TABLES.events.columns
    .filter(({ place, path }) => place !== 'derived' && path.length === 1)
    .map((column) => `'${column.key}': ${jsonItem(column, stored(alias, column.name))}`);
  return `tg_lake_record({${items.join(', ')}}, ${stored(alias, 'unknown')})`;
}

function jsonItem({ json, type }: Column, value: string): string {
  return json ? `tg_json_value(${value})` : `to_json(${withKeys(value, type)})`;
}

/** A value with the fields of its rows under CloudTrail's own keys. */
function withKeys(value: string, type: ColumnType): string {
  switch (type.is) {
    case 'row': {
      const fields = type.fields.map(
        ({ name, key, type: inner }) => `'${key}': ${withKeys(`${value}."${name}"`, inner)}`,
      );
      return `CASE WHEN ${value} IS NULL THEN NULL ELSE {${fields.join(', ')}} END`;
    }
    case 'array': {
      const item = withKeys('item', { is: 'row', fields: type.fields });
      return `list_transform(${value}, lambda item: ${item})`;
    }
    default:
      return value;
  }
}
