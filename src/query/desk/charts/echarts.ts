import { BarChart, HeatmapChart, LineChart } from 'echarts/charts';
import { GridComponent, TitleComponent, VisualMapComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Picture } from './style.ts';

/** Draws without a browser. The build puts of ECharts what is used here into the program. */
export function renderSvg({ width, height, option }: Picture): string {
  use([BarChart, HeatmapChart, LineChart]);
  use([GridComponent, TitleComponent, VisualMapComponent, SVGRenderer]);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(option);
    return centred(withStableNames(chart.renderToSVGString()));
  } finally {
    chart.dispose();
  }
}

/** ECharts counts class names and ids up as long as the process lives; a picture begins at 0. */
function withStableNames(svg: string): string {
  const names = new Map<string, string>();
  return svg.replace(/\bzr\d+-([a-z]+)-?\d+/g, (name, kind: string) => {
    const stable = names.get(name) ?? `${kind}-${names.size}`;
    names.set(name, stable);
    return stable;
  });
}

/** Browsers alone know this base line; without it text stands too high in everything else that shows SVG. */
function centred(svg: string): string {
  return svg.replaceAll('dominant-baseline="central"', 'dy="0.35em"');
}
