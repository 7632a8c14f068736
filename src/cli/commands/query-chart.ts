import { AppError } from '../../base/errors/index.ts';
import { nearest } from '../../base/text/index.ts';
import type { ChartHint } from '../../query/desk/index.ts';
import type { JsonValue, QueryResult, Row } from '../../query/engine/index.ts';
import { type ChartPoint, cellText, drawChart, type Output } from '../terminal/index.ts';

/** The result as a chart. It is read to its end first: the scale depends on all rows. */
export async function* chartTexts(
  result: QueryResult,
  hint: ChartHint,
  out: Output,
): AsyncGenerator<string> {
  const read = pointReader(result, hint);
  const points: ChartPoint[] = [];
  for await (const page of result.pages) points.push(...page.map(read));
  yield drawChart(hint.kind, points, out);
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
