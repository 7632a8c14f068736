import { type Fragment, isLong, letting, lettingAll } from '../../typed.ts';

/**
 * What `build` makes of a value that it names several times. A value that is not short is worked out once and given a
 * name: DuckDB has no LET, but a lambda over a list of one.
 */
export function once(
  value: Fragment,
  build: (value: Fragment) => Fragment,
  name = 'tgo',
): Fragment {
  if (!isLong(value, 0)) return build(value);
  return letting(name, value, build);
}

/** As `once`, for several values. */
export function onceEach(
  values: readonly Fragment[],
  build: (values: readonly Fragment[]) => Fragment,
): Fragment {
  const isAnyLong = values.some((value) => isLong(value, 0));
  return isAnyLong ? lettingAll('tgo', values, build) : build(values);
}
