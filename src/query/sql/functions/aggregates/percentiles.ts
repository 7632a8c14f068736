import { type Fragment, sql } from '../../typed.ts';
import { duckdbType } from '../../types/index.ts';
import type { BoundCall, FunctionSpec, Macro } from '../contract.ts';
import { arg, invalid, typedArg } from '../writing.ts';
import { aggregate, gathered } from './calling.ts';

const TYPES = ['bigint', 'real', 'double'];
/** Of each type: percentile or percentiles, without a weight and with one, and with an accuracy that is not needed. */
const signatures = TYPES.flatMap((type) =>
  ['double', 'array(double)'].flatMap((asked) => {
    const result = asked === 'double' ? type : `array(${type})`;
    return [
      `approx_percentile(${type}, ${asked}) ${result}`,
      `approx_percentile(${type}, double, ${asked}) ${result}`,
      `approx_percentile(${type}, double, ${asked}, double) ${result}`,
    ];
  }),
);

/** The element of the values in order, or of the values with their weights in order. */
function printPercentile(call: BoundCall): Fragment {
  const value = arg(call, 0);
  const at = call.args.length === 2 ? 1 : 2;
  const kind = typedArg(call, at).type.is === 'array' ? 'tg_percentiles' : 'tg_percentile';
  const wanted = duckdbType(call.type);
  if (at === 1) {
    const ranked = sql`list_sort(tg_without_null(${gathered(call, 'list', value)}))`;
    return sql`CAST(${kind}(${ranked}, ${arg(call, at)}) AS ${wanted})`;
  }
  const pair = sql`{'x': ${value}, 'w': CAST(${arg(call, 1)} AS DOUBLE)}`;
  const ranked = sql`tg_ranked(${gathered(call, 'list', pair)})`;
  return sql`CAST(${kind}_weighted(${ranked}, ${arg(call, at)}) AS ${wanted})`;
}

export const FUNCTIONS: readonly FunctionSpec[] = [
  aggregate(
    'approx_percentile',
    signatures,
    'The value below which a share (0 to 1) of the values lies; exact here: the element at floor(p * n), from 0.',
    printPercentile,
  ),
];

const OUTSIDE = invalid("'Percentile must be between 0 and 1'");
const one = (found: string) =>
  `CASE WHEN l IS NULL OR p IS NULL OR len(l) = 0 THEN NULL WHEN p NOT BETWEEN 0 AND 1 THEN ${OUTSIDE} ELSE ${found} END`;
const TOTAL = 'list_sum(list_transform(l, lambda tg_e: tg_e.w))';
/** The first value at which the weights so far exceed the share. */
const WEIGHTED = `coalesce(list_filter(l, lambda tg_e, tg_i:
  list_sum(list_transform(list_slice(l, 1, tg_i), lambda tg_f: tg_f.w)) > p * ${TOTAL})[1].x, l[-1].x)`;

export const MACROS: readonly Macro[] = [
  `tg_ranked(l) AS list_sort(list_filter(l, lambda tg_e: tg_e.x IS NOT NULL AND tg_e.w > 0))`,
  `tg_percentile_of(l, p) AS ${one('l[least(CAST(floor(p * len(l)) AS BIGINT), len(l) - 1) + 1]')}`,
  `tg_percentile_weighted_of(l, p) AS ${one(WEIGHTED)}`,
  // The list gets a name, so that it is collected and sorted once.
  ...['tg_percentile', 'tg_percentile_weighted'].flatMap((name) => [
    `${name}(l, p) AS list_transform([l], lambda tg_l: ${name}_of(tg_l, p))[1]`,
    `${plural(name)}(l, ps) AS list_transform([l], lambda tg_l:
      CASE WHEN len(tg_l) > 0 THEN list_transform(ps, lambda tg_p: ${name}_of(tg_l, tg_p)) END)[1]`,
  ]),
];

function plural(name: string): string {
  return name.replace('percentile', 'percentiles');
}
