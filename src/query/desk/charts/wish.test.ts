import { describe, expect, it } from 'vitest';
import { chartOf } from './wish.ts';

const columns = (types: Readonly<Record<string, string>>) =>
  Object.entries(types).map(([name, type]) => ({ name, type }));

const CALLS = columns({ day: 'date', calls: 'bigint', region: 'varchar', errors: 'bigint' });

describe('chartOf', () => {
  it('draws what the query says', () => {
    const hint = { kind: 'bars', x: 'region', y: 'errors' } as const;

    expect(chartOf({ hint }, CALLS)).toEqual(hint);
    expect(chartOf({ hint, kind: 'line' }, CALLS)).toEqual({ ...hint, kind: 'line' });
    expect(chartOf({ hint, kind: 'heat' }, CALLS)).toEqual({ ...hint, kind: 'heat', by: 'day' });
  });

  it('takes the first number over the first other columns where the query says nothing', () => {
    expect(chartOf({ kind: 'line' }, CALLS)).toEqual({ kind: 'line', x: 'day', y: 'calls' });
    expect(chartOf({ kind: 'heat' }, CALLS)).toMatchObject({ x: 'day', by: 'region' });
  });

  it.each([
    ['bars', { day: 'date' }, 'a number; it answers day (date).'],
    ['bars', { calls: 'bigint' }, 'a column beside its numbers; it answers calls (bigint).'],
    ['heat', { day: 'date', calls: 'bigint' }, 'two columns beside its numbers;'],
  ] as const)('refuses %s over %j in words', (kind, types, words) => {
    const draw = () => chartOf({ kind }, columns(types));

    expect(draw).toThrow(`To draw ${kind}, the query must answer ${words}`);
  });
});
