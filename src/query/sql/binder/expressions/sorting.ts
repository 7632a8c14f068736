import { refuse } from '../../refusal.ts';
import type { SortItem } from '../../syntax/index.ts';
import { type Fragment, joined, sql, type Typed } from '../../typed.ts';
import { displayName, isOrderable } from '../../types/index.ts';
import type { Binding } from './context.ts';

/** `ORDER BY ..` inside an aggregate or a window. NULLs stand last unless the query says otherwise, both ways. */
export function printedSort(binding: Binding, items: readonly SortItem[]): Fragment {
  const terms = items.map((item) => printedTerm(binding.bind(item.value), item));
  return sql`ORDER BY ${joined(terms)}`;
}

function printedTerm(value: Typed, { direction = 'asc', nulls = 'last' }: SortItem): Fragment {
  if (!isOrderable(value.type)) {
    const reason = `Type ${displayName(value.type)} is not orderable, and therefore cannot be used in ORDER BY`;
    refuse('TYPE_MISMATCH', reason, value.span);
  }
  return sql`${sortKey(value)} ${direction === 'asc' ? 'ASC' : 'DESC'} NULLS ${nulls === 'first' ? 'FIRST' : 'LAST'}`;
}

/** A constant in ORDER BY would be a place in DuckDB. */
function sortKey(value: Typed): Fragment {
  return value.constant ? sql`(${value.sql} IS NULL)` : value.sql;
}
