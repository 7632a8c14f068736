import { type Fragment, sql } from '../../typed.ts';

/** Macros put their arguments in wherever they name them: past a few of them inside one another, a text explodes. */
const MOST_MACROS = 2;
const LONGEST = 300;

/**
 * What `build` makes of a value that it names several times. A value that is not short is worked out once and given a
 * name: DuckDB has no LET, but a lambda over a list of one.
 */
export function once(
  value: Fragment,
  build: (value: Fragment) => Fragment,
  name = 'tgo',
): Fragment {
  if (!isLong(value)) return build(value);
  return sql`list_transform([${value}], lambda ${name}: ${build(sql`${name}`)})[1]`;
}

function isLong(fragment: Fragment): boolean {
  const left = { macros: MOST_MACROS, length: LONGEST };
  const spend = ({ parts }: Fragment): boolean =>
    parts.every((part) => {
      if (typeof part !== 'string') return spend(part);
      left.length -= part.length;
      left.macros -= part.split('tg_').length - 1;
      return left.length >= 0 && left.macros >= 0;
    });
  return !spend(fragment);
}
