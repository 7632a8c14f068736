import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSigma } from './read.ts';
import { readText, ruleOf } from './reading.fixture.ts';

const DETECTION = 'sel: {f: a}\ncondition: sel';
const RULE = ruleOf(DETECTION);

describe('a collection', () => {
  it('loses the bad document alone, and says where and why', () => {
    const text = [
      'title: First\nlogsource: {}\ndetection: {s: {f: 1}, condition: s}',
      'a: "open',
      RULE,
    ].join('\n---\n');

    const { rules, refused } = readText(text);

    expect(rules.map(({ title, place }) => [title, place.document, place.line])).toEqual([
      ['First', 1, 1],
      ['A rule', 3, 7],
    ]);
    expect(refused).toEqual([
      {
        place: { file: 'a.yml', document: 2, line: 5 },
        reason: expect.stringContaining('It is not YAML'),
      },
    ]);
  });

  it('tells title, id and line of what it refuses', () => {
    const { refused } = readText(
      `title: A rule\nid: abc\nlogsource: {}\ndetection:\n  s: {f|no: 1}\n  condition: s`,
    );

    expect(refused).toEqual([
      {
        place: { file: 'a.yml', document: 1, line: 5 },
        title: 'A rule',
        id: 'abc',
        reason: 'f|no: the modifier no is not known.',
      },
    ]);
  });

  it.each([
    ['', 0],
    ['# nothing but words\n---\n', 0],
    ['just words', 'It is no map of keys.'],
    ['title: A rule', 'It has neither a detection nor a correlation nor a filter.'],
    ['title: A rule\ndetection: {}\nfilter: {}', 'It has both a detection and a filter.'],
    ['title: A rule\nlogsource: {}\ndetection:', 'detection is empty.'],
    ['title: A rule\ndetection: {s: {f: 1}, condition: s}', 'logsource is missing.'],
    [`sigma-version: 3\n${RULE}`, 'It needs sigma-version 3, which is not read.'],
  ])('makes of %j: %s', (text, expected) => {
    const { rules, refused } = readText(text);

    expect(rules).toEqual([]);
    if (expected === 0) expect(refused).toEqual([]);
    else expect(refused.map(({ reason }) => reason)).toEqual([expected]);
  });

  it.each([
    ['{product: aws, service: cloudtrail}', true],
    ['{product: AWS}', true],
    ['{service: CloudTrail}', true],
    ['{}', true],
    ['', true],
    ['{product: windows}', false],
    ['{product: aws, service: guardduty}', false],
  ])('reads the log source %s: %s', (logsource, isRead) => {
    const { rules, foreign, refused } = readText(
      RULE.replace(/logsource: .*/, `logsource: ${logsource}`),
    );

    expect([rules.length, foreign, refused]).toEqual(isRead ? [1, 0, []] : [0, 1, []]);
  });

  it('does not judge what is for other logs', () => {
    const { foreign, refused } = readText(
      'title: A rule\nlogsource: {product: windows}\ndetection: {s: {f|no: 1}, condition: x | count()}',
    );

    expect([foreign, refused]).toEqual([1, []]);
  });

  it('reads the log sources that it is asked to', () => {
    const text = RULE.replace('aws', 'azure');

    expect(readText(text, { accepts: ({ product }) => product === 'azure' }).rules).toHaveLength(1);
  });

  it('keeps two documents of one id apart', () => {
    const [one = '', other = ''] = ['One', 'Other'].map(
      (title) => `id: abc\n${RULE.replace('A rule', title)}`,
    );

    const { rules } = readSigma([one, other, one].map((text, at) => ({ file: `${at}.yml`, text })));

    expect(rules.map(({ id }) => id)).toEqual(['abc', 'abc#2', 'abc#3']);
    expect(rules.map(({ warnings }) => warnings)).toEqual([
      [],
      ['Another document has the same id abc: this one answers to abc#2.'],
      ['Another document has the same id abc: this one answers to abc#3.'],
    ]);
  });

  it('keeps the pack of every rule', () => {
    const { rules } = readSigma([{ file: 'a.yml', text: RULE, pack: 'ours' }]);

    expect(rules[0]?.pack).toBe('ours');
  });
});

describe('whatever text there is', () => {
  const words = fc.constantFrom(
    ...[
      'title: a',
      'id: a',
      'name: b',
      'level: low',
      'logsource: {}',
      'detection:',
      '  sel:',
      '    f: 1',
    ],
    ...[
      '    f|contains: [a, b]',
      '    - x',
      '    - f: y',
      '  condition: sel',
      '  condition: 1 of them',
    ],
    ...[
      'correlation:',
      '  type: event_count',
      '  rules: [a, b]',
      '  timespan: 5m',
      '  condition: {gte: 1}',
    ],
    ...[
      'filter:',
      '  rules: any',
      '  rules: [a]',
      '  condition: not sel',
      'trailglass:',
      '  group: [a]',
    ],
    ...[
      '---',
      '...',
      '&x',
      '*x',
      '  ? a',
      '<<: *x',
      '"',
      "'",
      '{',
      ']',
      '\t',
      '%',
      '|',
      '\r',
      '\u0000',
    ],
  );

  it('nothing throws', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), (lines) => {
        expect(() => readText(lines.join('\n'))).not.toThrow();
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(() => readText(text)).not.toThrow();
      }),
    );
  });

  it('nothing throws where a sound rule is broken', () => {
    fc.assert(
      fc.property(fc.nat(RULE.length), fc.string({ unit: 'binary', maxLength: 5 }), (at, text) => {
        const broken = RULE.slice(0, at) + text + RULE.slice(at + 1);

        const { rules, refused, foreign } = readText(broken);

        expect(rules.length + refused.length + foreign).toBeGreaterThan(0);
      }),
    );
  });
});
