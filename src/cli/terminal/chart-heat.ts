import { type ChartPoint, cutLabel, largestStrips } from '../../base/charts/index.ts';
import { formatCount } from '../../base/text/index.ts';
import { pad, widthOf } from './cells.ts';
import type { Canvas } from './chart.ts';

const BLOCKS = ['·', '░', '▒', '▓', '█'] as const;
const LETTERS = ['.', '-', '+', '*', '#'] as const;

/** A strip for each `strip`, a cell for each label; the darker, the more. All strips have one scale. */
export function drawHeat(points: readonly ChartPoint[], canvas: Canvas): readonly string[] {
  const labels = [...new Set(points.map(({ label }) => label))].sort();
  const { strips, omitted } = largestStrips(points);
  const most = Math.max(0, ...points.map(({ value }) => value));
  const nameWidth = Math.min(
    Math.max(...strips.map(({ name }) => widthOf(name))),
    Math.max(8, Math.floor(canvas.width / 3)),
  );
  const room = Math.max(1, canvas.width - nameWidth - 1);
  const width = cellWidth(labels, room);
  const shown = labels.slice(0, room);
  const lines = strips.map(({ name, values }) => {
    const cells = shown.map((label) => shade(values.get(label) ?? 0, most, canvas).repeat(width));
    const head = pad(cutLabel(name, nameWidth), nameWidth, 'left');
    return `${head} ${canvas.colors.cyan(cells.join(''))}`;
  });
  const space = ' '.repeat(nameWidth + 1);
  return [
    ...lines,
    `${space}${axis(shown, width)}`,
    `${space}${legend(most, canvas)}${without(omitted)}`,
  ];
}

function shade(value: number, most: number, { isTTY }: Canvas): string {
  const shades = isTTY ? BLOCKS : LETTERS;
  if (!(value > 0)) return shades[0];
  const step = Math.ceil((value / most) * (shades.length - 1));
  return shades[Math.max(1, step)] ?? shades[0];
}

/** As wide as the labels where all of them fit, else as wide as there is room, up to three. */
function cellWidth(labels: readonly string[], room: number): number {
  const widest = Math.max(...labels.map(widthOf)) + 1;
  if (widest * labels.length <= room) return widest;
  return Math.max(1, Math.min(3, Math.floor(room / labels.length)));
}

/** Every label where they fit, else the first and the last. */
function axis(labels: readonly string[], width: number): string {
  if (labels.every((label) => widthOf(label) < width)) {
    return labels
      .map((label) => pad(label, width, 'left'))
      .join('')
      .trimEnd();
  }
  const first = labels[0] ?? '';
  const last = labels.at(-1) ?? '';
  if (first === last) return first;
  const between = labels.length * width - widthOf(first) - widthOf(last);
  return `${first}${' '.repeat(Math.max(1, between))}${last}`;
}

function legend(most: number, canvas: Canvas): string {
  const darkest = shade(most, most, canvas);
  return canvas.colors.dim(`${darkest} up to ${formatCount(most)}`);
}

function without(omitted: number): string {
  return omitted > 0 ? `; ${formatCount(omitted)} strips with less are not drawn` : '';
}
