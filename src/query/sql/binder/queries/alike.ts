import { type Fragment, sql, type Typed } from '../../typed.ts';

/**
 * A value as rows are told apart by it: two maps are the same whatever order their entries stand in, which DuckDB does
 * not know.
 */
export function alike({ type, sql: value }: Typed): Fragment {
  return type.is === 'map'
    ? sql`map_from_entries(list_sort(map_entries(${value})))`
    : sql`${value}`;
}
