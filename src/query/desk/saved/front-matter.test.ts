import { describe, expect, it } from 'vitest';
import { parseQueryText } from './front-matter.ts';

describe('the head of a query', () => {
  it('is read, and ends where the SQL begins', () => {
    const { head, sql } = parseQueryText(
      [
        '-- title: Calls',
        '-- description: Calls of a day.',
        '-- parameter: day date = 2026-06-30 The day.',
        "-- parameter: who text = 'it''s me' Who called.",
        '-- parameter: least integer Fewest calls.',
        '-- chart: heat x=hour y=calls by=account',
        '-- tags: noise, cost',
        '-- a comment of the query',
        'SELECT 1',
        '-- title: not this',
        '',
      ].join('\r\n'),
    );

    expect(head).toEqual({
      title: 'Calls',
      description: 'Calls of a day.',
      parameters: [
        { name: 'day', type: 'date', default: '2026-06-30', description: 'The day.' },
        { name: 'who', type: 'text', default: "it's me", description: 'Who called.' },
        { name: 'least', type: 'integer', description: 'Fewest calls.' },
      ],
      chart: { kind: 'heat', x: 'hour', y: 'calls', by: 'account' },
      tags: ['noise', 'cost'],
      problems: [],
    });
    expect(sql).toBe('-- a comment of the query\nSELECT 1\n-- title: not this');
  });

  it.each([
    [
      '-- parameter: Day date The day.',
      'write a parameter as: name type [= default] what it is for',
    ],
    ['-- parameter: day datum The day.', '"datum" is no type of parameter'],
    ['-- parameter: day date = soon The day.', 'the default of :day, "soon", is not a date'],
    ['-- parameter: a text A.\n-- parameter: a text B.', 'line 2: :a stands there twice'],
    ['-- chart: pie x=a y=b', 'write a chart as: bars|line|heat x=COLUMN y=COLUMN [by=COLUMN]'],
    ['-- descriptoin: Calls.', 'there is no key "descriptoin". Did you mean description?'],
  ])('%j is refused in words', (text, problem) => {
    const { head } = parseQueryText(`${text}\nSELECT 1`);

    expect(head.problems).toEqual([expect.stringContaining(problem)]);
  });
});
