import { type ChartPoint, cutLabel } from '../../base/charts/index.ts';
import { formatCount } from '../../base/text/index.ts';
import { pad, widthOf } from './cells.ts';
import type { Canvas } from './chart.ts';

/** Bars that are worth looking at; the rest is summed up in words. */
const MOST = 30;
const LEAST_BAR = 10;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

/** A bar for each label, the longest first. */
export function drawBars(points: readonly ChartPoint[], canvas: Canvas): readonly string[] {
  const sorted = [...points].sort((a, b) => b.value - a.value);
  const shown = sorted.slice(0, MOST);
  const numbers = shown.map(({ value }) => formatCount(value));
  const numberWidth = Math.max(...numbers.map((text) => text.length));
  const labelWidth = Math.min(
    Math.max(...shown.map(({ label }) => widthOf(label))),
    Math.max(LEAST_BAR, Math.floor(canvas.width / 2) - numberWidth),
  );
  const room = Math.max(LEAST_BAR, canvas.width - labelWidth - numberWidth - 3);
  const most = Math.max(...shown.map(({ value }) => value));
  const lines = shown.map(({ label, value }, index) => {
    const name = pad(cutLabel(label, labelWidth), labelWidth, 'left');
    const number = pad(numbers[index] ?? '', numberWidth, 'right');
    return `${name}  ${number} ${canvas.colors.cyan(bar(value / most, room, canvas))}`.trimEnd();
  });
  const rest = sorted.slice(MOST);
  if (rest.length === 0) return lines;
  const sum = rest.reduce((total, { value }) => total + value, 0);
  return [...lines, canvas.colors.dim(`and ${formatCount(rest.length)} more: ${formatCount(sum)}`)];
}

/** What is above zero shows at least its smallest piece. */
function bar(share: number, room: number, { isTTY }: Canvas): string {
  if (!(share > 0)) return '';
  if (!isTTY) return '#'.repeat(Math.max(1, Math.round(share * room)));
  const eighths = Math.max(1, Math.round(share * room * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}
