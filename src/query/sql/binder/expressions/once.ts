import { type Fragment, isLong, letting } from '../../typed.ts';

/**
 * What `build` makes of a value that it names several times. A value that is not short is worked out once and given a
 * name: DuckDB has no LET, but a lambda over a list of one.
 */
export function once(
  value: Fragment,
  build: (value: Fragment) => Fragment,
  name = 'tgo',
): Fragment {
  if (!isLong(value, 2)) return build(value);
  return letting(name, value, build);
}
