import type { ChartPoint } from '../../../base/charts/index.ts';
import type { ChartHint } from '../saved/front-matter.ts';
import { barsPicture } from './bars.ts';
import { heatPicture } from './heat.ts';
import { linePicture } from './line.ts';
import { basis, HEAD, type Picture, WIDTH } from './style.ts';

/** A chart as an SVG document of its own: a light background, no scripts, the same text for the same points. */
export async function drawPicture(
  points: readonly ChartPoint[],
  chart: ChartHint,
  title: string | undefined,
): Promise<string> {
  const picture = pictureOf(points, chart, title);
  // Most runs of the program draw nothing, and loading this takes as long as all the rest.
  const { renderSvg } = await import('./echarts.ts');
  return `${renderSvg(picture)}\n`;
}

function pictureOf(
  points: readonly ChartPoint[],
  chart: ChartHint,
  title: string | undefined,
): Picture {
  if (points.length === 0) {
    return { width: WIDTH, height: HEAD, option: basis(title, 'Nothing to draw: no rows.') };
  }
  switch (chart.kind) {
    case 'bars':
      return barsPicture(points, chart, title);
    case 'line':
      return linePicture(points, chart, title);
    case 'heat':
      return heatPicture(points, chart, title);
    default:
      return chart.kind satisfies never;
  }
}
