import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { ChartPoint } from '../../base/charts/index.ts';
import { type Canvas, drawChart } from './chart.ts';

const terminal = (width: number): Canvas => ({
  isTTY: true,
  width,
  colors: pc.createColors(false),
});
const PIPE: Canvas = { ...terminal(Number.POSITIVE_INFINITY), isTTY: false };

const points = (values: Readonly<Record<string, number>>, strip = ''): readonly ChartPoint[] =>
  Object.entries(values).map(([label, value]) => ({ label, value, strip }));

const lines = (text: string) => text.trimEnd().split('\n');

describe('bars', () => {
  it('are as long as their values, the longest first', () => {
    const drawn = drawChart('bars', points({ b: 4, a: 8, c: 0 }), terminal(20));

    expect(lines(drawn)).toEqual(['a  8 ███████████████', 'b  4 ███████▌', 'c  0']);
  });

  it('are plain where there is no terminal', () => {
    const drawn = drawChart('bars', points({ a: 1000, b: 1 }), PIPE);

    expect(drawn).toMatch(/^a {2}1,000 #+\nb {6}1 #\n$/);
  });

  it('leave room beside long labels, and cut those', () => {
    const drawn = drawChart('bars', points({ ['x'.repeat(200)]: 5 }), terminal(40));

    expect(lines(drawn)[0]).toMatch(/^x{9}…x{9} {2}5 █{17}$/);
  });

  it('say what is left out', () => {
    const many = Array.from({ length: 35 }, (_, n) => ({ label: `n${n}`, value: 1, strip: '' }));

    const drawn = lines(drawChart('bars', many, terminal(80)));

    expect(drawn.at(-1)).toBe('and 5 more: 5');
  });
});

describe('a line', () => {
  it('rises and falls with the values', () => {
    const drawn = drawChart('line', points({ '10:00': 0, '10:01': 4, '10:02': 8 }), terminal(5));

    expect(lines(drawn)).toEqual([
      '8   █',
      '    █',
      '    █',
      '    █',
      '   ██',
      '   ██',
      '   ██',
      '0  ██',
      '  10:00 10:02',
    ]);
  });

  it('keeps the highest of values that share a column', () => {
    const values = Object.fromEntries(
      Array.from({ length: 1000 }, (_, n) => [`m${n}`, n === 500 ? 9 : 0]),
    );

    const drawn = lines(drawChart('line', points(values), terminal(42)));

    expect(drawn[0]).toMatch(/^9 +█$/);
    for (const line of drawn) expect(line.length).toBeLessThanOrEqual(42);
  });

  it('is plain where there is no terminal', () => {
    const drawn = drawChart('line', points({ a: 1, b: 2 }), PIPE);

    expect(drawn).toMatch(/^[ -~\n]+$/);
    expect(lines(drawn)[0]).toMatch(/^2 {5}####$/);
  });
});

describe('heat', () => {
  const data = [...points({ '00': 1, '01': 4 }, 'prod'), ...points({ '01': 2 }, 'test')];

  it('has a strip for each group, on one scale', () => {
    const drawn = drawChart('heat', data, terminal(12));

    expect(lines(drawn)).toEqual(['prod ░░░███', 'test ···▒▒▒', '     00 01', '     █ up to 4']);
  });

  it('names the first and the last cell where there is no room for all', () => {
    const drawn = drawChart('heat', data, terminal(8));

    expect(lines(drawn).slice(0, 3)).toEqual(['prod ░█', 'test ·▒', '     00 01']);
  });

  it('is plain where there is no terminal', () => {
    expect(drawChart('heat', data, PIPE)).toBe(
      'prod ---###\ntest ...+++\n     00 01\n     # up to 4\n',
    );
  });
});

it('says so when there is nothing to draw', () => {
  expect(drawChart('bars', [], PIPE)).toBe('Nothing to draw: no rows.\n');
});

it('colours only where colours are wanted', () => {
  const colored = { ...terminal(20), colors: pc.createColors(true) };

  expect(drawChart('bars', points({ a: 1 }), colored)).toContain('\u001b[36m');
  expect(drawChart('bars', points({ a: 1 }), terminal(20))).not.toContain('\u001b');
});
