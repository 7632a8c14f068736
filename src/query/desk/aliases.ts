import type { TableAliases } from '../sql/index.ts';

/** Further names of tables as somebody wrote them; SQL knows them in lower case. */
export function tableAliases(names: Readonly<Record<string, string>> = {}): TableAliases {
  return Object.fromEntries(
    Object.entries(names).map(([name, table]) => [name.toLowerCase(), table]),
  );
}
