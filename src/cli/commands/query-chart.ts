import { CHART_KINDS, type ChartKind } from '../../base/charts/index.ts';
import { AppError } from '../../base/errors/index.ts';
import { nearest } from '../../base/text/index.ts';
import { type ChartWish, chartOf, chartPoints, drawPicture } from '../../query/desk/index.ts';
import type { QueryResult } from '../../query/engine/index.ts';
import { drawChart, type Output } from '../terminal/index.ts';

export interface ChartFlags {
  /** A kind of chart; true for the one that the query says. */
  readonly chart?: string | true;
}

/** The result as a chart of characters. */
export async function* chartTexts(
  result: QueryResult,
  wish: ChartWish,
  out: Output,
): AsyncGenerator<string> {
  const chart = chartOf(wish, result.columns);
  yield drawChart(chart.kind, await chartPoints(result, chart), out);
}

/** The result as an SVG document. */
export async function* pictureTexts(
  result: QueryResult,
  wish: ChartWish,
  title: string | undefined,
): AsyncGenerator<string> {
  const chart = chartOf(wish, result.columns);
  const points = await chartPoints(result, chart);
  yield await drawPicture(points, chart, title);
}

/** What `--chart` asks for. @throws AppError TG_CLI_USAGE for a kind that there is not */
export function chartKind({ chart }: ChartFlags): ChartKind | undefined {
  if (chart === undefined || chart === true) return undefined;
  const kind = CHART_KINDS.find((one) => one === chart);
  if (kind !== undefined) return kind;
  const meant = nearest(chart, CHART_KINDS);
  throw new AppError('TG_CLI_USAGE', `--chart ${chart}: there is no such kind of chart.`, {
    hint: `${meant ? `Did you mean ${meant}? ` : ''}There are ${CHART_KINDS.join(', ')}.`,
  });
}
