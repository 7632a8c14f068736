import type { Column, ColumnType } from '../../src/cloudtrail/columns/index.ts';

/** A value of a row as one text, in each engine's own SQL. */
export interface LeafSql {
  readonly name: string;
  readonly trino: string;
  readonly duckdb: string;
}

/** All values of a column, fields of rows one by one; of lists and maps each field by itself. */
export function leavesOf({ name, type }: Pick<Column, 'name' | 'type'>): readonly LeafSql[] {
  return leavesAt([name], type);
}

function leavesAt(path: readonly string[], type: ColumnType): readonly LeafSql[] {
  const name = path.join('.');
  const at = path.map((part) => `"${part}"`).join('.');
  switch (type.is) {
    case 'row':
      return type.fields.flatMap((field) => leavesAt([...path, field.name], field.type));
    case 'array':
      return type.fields.map((field) => elementsAt(name, at, field.name));
    case 'map':
      return [entriesAt(name, at)];
    case 'timestamp':
      return [
        {
          name,
          trino: `CAST(CAST(${at} AS timestamp(6)) AS varchar)`,
          duckdb: `strftime(${at}, '%Y-%m-%d %H:%M:%S.%f')`,
        },
      ];
    default:
      return [{ name, trino: `CAST(${at} AS varchar)`, duckdb: `CAST(${at} AS varchar)` }];
  }
}

function elementsAt(name: string, at: string, field: string): LeafSql {
  const one = `coalesce(e."${field}", '-')`;
  return {
    name: `${name}[].${field}`,
    trino: `array_join(transform(${at}, e -> ${one}), ',')`,
    duckdb: `array_to_string(list_transform(${at}, lambda e: ${one}), ',')`,
  };
}

function entriesAt(name: string, at: string): LeafSql {
  return {
    name,
    trino: `array_join(array_sort(transform(map_entries(${at}), e -> e[1] || '=' || coalesce(e[2], '-'))), ',')`,
    duckdb: `array_to_string(list_sort(list_transform(map_entries(${at}), lambda e: e.key || '=' || coalesce(e.value, '-'))), ',')`,
  };
}
