import type { ColumnType } from '../src/cloudtrail/columns/index.ts';
import { TABLES } from '../src/cloudtrail/columns/index.ts';

/** DuckDB's own reader over the log files, with the types of Athena's table: what the lake is held against. */
export function rawColumns(glob: string): string {
  const fields = TABLES.events.columns
    .filter(({ place }) => place === 'athena' || place === 'added')
    .map(({ key, type, json }) => `"${key}" ${json ? 'JSON' : rawType(type)}`);
  const record = `STRUCT(${fields.join(', ')})[]`;
  return `read_json('${glob}', format = 'unstructured', columns = {Records: '${record}'}, maximum_object_size = 268435456)`;
}

function rawType(type: ColumnType): string {
  if (type.is === 'map') return 'MAP(VARCHAR, VARCHAR)';
  if (type.is !== 'row' && type.is !== 'array') return 'VARCHAR';
  const fields = type.fields.map((field) => `"${field.key}" ${rawType(field.type)}`);
  return `STRUCT(${fields.join(', ')})${type.is === 'array' ? '[]' : ''}`;
}
