import type { ChartPoint } from '../../../base/charts/index.ts';
import { AppError } from '../../../base/errors/index.ts';
import { cellText, nearest } from '../../../base/text/index.ts';
import type { JsonValue, QueryResult, Row } from '../../engine/index.ts';
import type { ChartHint } from '../saved/front-matter.ts';

/**
 * A result as what a chart draws: read to its end, since the scale depends on all rows. Rows with one label are added up.
 * @throws AppError TG_QUERY_INVALID when the result has no such column
 */
export async function chartPoints(
  result: QueryResult,
  hint: ChartHint,
): Promise<readonly ChartPoint[]> {
  const read = pointReader(result, hint);
  const sums = new Map<string, ChartPoint>();
  for await (const page of result.pages) {
    for (const point of page.map(read)) {
      const key = JSON.stringify([point.label, point.strip]);
      sums.set(key, { ...point, value: point.value + (sums.get(key)?.value ?? 0) });
    }
  }
  return [...sums.values()];
}

function pointReader(result: QueryResult, { x, y, by }: ChartHint): (row: Row) => ChartPoint {
  const [label, value] = [indexOf(result, x), indexOf(result, y)];
  const strip = by === undefined ? undefined : indexOf(result, by);
  return (row) => ({
    label: cellText(row[label]),
    value: numberOf(row[value]),
    strip: strip === undefined ? y : cellText(row[strip]),
  });
}

function indexOf({ columns }: QueryResult, wanted: string): number {
  const names = columns.map(({ name }) => name.toLowerCase());
  const index = names.indexOf(wanted.toLowerCase());
  if (index >= 0) return index;
  const meant = nearest(wanted, names);
  throw new AppError(
    'TG_QUERY_INVALID',
    `The chart draws a column "${wanted}", which the query does not answer.`,
    { hint: meant ? `Did you mean ${meant}?` : `There are ${names.join(', ')}.` },
  );
}

/** Decimals and numbers beyond 2^53 come as text; what is no number is drawn as 0. */
function numberOf(value: JsonValue | undefined): number {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : 0;
}
