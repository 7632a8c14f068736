import { describe, expect, it } from 'vitest';
import type { ChartPoint } from '../../../base/charts/index.ts';
import type { ChartHint } from '../saved/front-matter.ts';
import { drawPicture } from './picture.ts';

const BARS: ChartHint = { kind: 'bars', x: 'eventname', y: 'calls' };
const LINE: ChartHint = { kind: 'line', x: 'day', y: 'calls' };
const HEAT: ChartHint = { kind: 'heat', x: 'hour', y: 'calls', by: 'account' };

const point = (label: string, value: number, strip = ''): ChartPoint => ({ label, value, strip });

/** The texts of a picture, as they are written in it, in their order. */
function textsOf(svg: string): readonly string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);
}

describe('a picture', () => {
  it.each([BARS, LINE, HEAT])(
    'of kind $kind has its title, the names of its axes and its labels',
    async (chart) => {
      const points = [point('first', 3, 'one'), point('second', 4, 'two')];

      const svg = await drawPicture(points, chart, 'Calls of a kind');

      expect(svg).toMatch(/^<svg width="1080" .+<\/svg>\n$/s);
      const words = ['Calls of a kind', chart.x, chart.y, 'first', 'second'];
      const strips = chart.by === undefined ? [] : [chart.by, 'one', 'two'];
      const seen = textsOf(svg).join('\n');
      for (const word of [...words, ...strips]) expect(seen).toContain(word);
    },
  );

  it('has a light background, and nothing that moves or runs', async () => {
    const svg = await drawPicture([point('a', 1)], BARS, 'Title');

    expect(svg).toContain('<rect width="1080"');
    expect(svg).toContain('fill="#ffffff"');
    expect(svg).not.toMatch(/<script|<animate|@keyframes|\bon[a-z]+=|https?:(?!\/\/www\.w3\.org)/);
  });

  it('escapes whatever a log holds', async () => {
    const hostile = '<script>alert(1)</script>&"';

    const svg = await drawPicture([point(hostile, 1)], { ...BARS, x: hostile }, hostile);

    expect(svg).not.toContain('<script');
    expect(textsOf(svg)).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;');
  });

  it('is the same text however often it is drawn', async () => {
    const draw = () => drawPicture([point('a', 1, 'x'), point('b', 2, 'y')], HEAT, 'Title');

    expect(await draw()).toBe(await draw());
  });

  it('has the words for its columns as a title where the query has none', async () => {
    const svg = await drawPicture([point('a', 1)], BARS, undefined);

    expect(textsOf(svg).filter((text) => text === 'calls by eventname')).toHaveLength(1);
  });

  it('says so when there is nothing to draw', async () => {
    expect(textsOf(await drawPicture([], HEAT, 'Title'))).toEqual([
      'Title',
      'Nothing to draw: no rows.',
    ]);
  });
});

describe('bars', () => {
  it('stand with the longest on top, and numbers beside them', async () => {
    const svg = await drawPicture([point('few', 2), point('many', 12_345)], BARS, 'Title');

    const texts = textsOf(svg);
    expect(texts.indexOf('many')).toBeLessThan(texts.indexOf('few'));
    expect(texts).toContain('12,345');
  });

  it('say what they leave out', async () => {
    const points = Array.from({ length: 32 }, (_, n) => point(`n${n}`, 100 - n));

    const texts = textsOf(await drawPicture(points, BARS, 'Title'));

    expect(texts).toContain('calls by eventname; 2 more, together 139, are not drawn');
    expect(texts).not.toContain('n30');
  });
});

describe('heat', () => {
  it('names the values of each shade', async () => {
    const points = [point('00', 2500, 'a'), point('01', 7, 'a')];

    const texts = textsOf(await drawPicture(points, HEAT, 'Title'));

    const legend = ['1 to 100', '101 to 400', '401 to 900', '901 to 1,600', '1,601 to 2,500'];
    expect(texts).toEqual(expect.arrayContaining(legend));
  });

  it('has a cell where there is something, and none where there is nothing', async () => {
    const cells = async (points: readonly ChartPoint[]) =>
      (await drawPicture(points, HEAT, 'Title')).split('stroke="#ffffff"').length - 1;

    const full = await cells([point('00', 1, 'a'), point('01', 1, 'a')]);
    const half = await cells([point('00', 1, 'a'), point('01', 0, 'a')]);

    expect([full, half]).toEqual([2, 1]);
  });
});
