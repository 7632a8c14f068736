import { describe, expect, it } from 'vitest';
import { evaluateRule } from './evaluate.ts';
import type { Dictionary } from './fields.ts';
import { RefusedRule } from './refused.ts';

function matches(selection: unknown, record: Dictionary, virtual: Dictionary = {}): boolean {
  const rule = { title: 'Rule', detection: { selection, condition: 'selection' } };
  return evaluateRule(rule, record, {
    virtual: () => virtual,
    placeholders: { None: [], Two: ['a', 'b*'] },
  });
}

function refused(detection: Dictionary): boolean {
  try {
    evaluateRule({ title: 'Rule', detection }, {});
    return false;
  } catch (error) {
    return error instanceof RefusedRule;
  }
}

describe('a value', () => {
  it.each([
    ['folds a capital sigma at the end of a word as anywhere', 'ΟΔΟΣ', 'οδοσ', true],
    ['folds a dotted capital I to one letter', 'İ', 'i', true],
    ['keeps a final sigma apart from one inside a word', 'ς', 'σ', false],
    ['counts a character outside the first plane as one', 'a?b', 'a😀b', true],
    ['keeps a backslash before an ordinary letter', '\\d', '\\d', true],
    ['takes three backslashes and a star for one backslash and a star', '\\\\\\*', '\\*', true],
    ['has no meaning for a regular expression', 'a.b', 'axb', false],
  ])('%s', (_, value, text, expected) => {
    expect(matches({ x: value }, { x: text })).toBe(expected);
  });
});

describe('a field', () => {
  it('ignores case in columns and in rows, and keeps it inside JSON', () => {
    const record = {
      userIdentity: { sessionContext: { a: 1 } },
      requestParameters: { dBName: 'x' },
    };

    expect(matches({ 'USERIDENTITY.sessioncontext.A': 1 }, record)).toBe(true);
    expect(matches({ 'RequestParameters.dBName': 'x' }, record)).toBe(true);
    expect(matches({ 'requestParameters.dbname': 'x' }, record)).toBe(false);
  });

  it('goes through arrays inside arrays, and leaves out members without the key', () => {
    const record = { a: [[{ b: 'x' }], { c: 1 }, null, { b: ['y', 'z'] }] };

    expect(matches({ 'a.b|all': ['x', 'z'] }, record)).toBe(true);
    expect(matches({ 'a.b': null }, record)).toBe(false);
    expect(matches({ 'a.d': null }, record)).toBe(true);
  });

  it('may be computed, and is then no keyword', () => {
    const virtual = { system: 'terraform', 'policy.accounts': ['111122223333', '444455556666'] };

    expect(matches({ system: 'Terraform', 'policy.accounts': '444455556666' }, {}, virtual)).toBe(
      true,
    );
    expect(matches(['terraform'], {}, virtual)).toBe(false);
  });
});

describe('an item', () => {
  it.each<[string, unknown, Dictionary, boolean]>([
    ['matches nothing by an empty list', { 'x|expand': '%None%' }, { x: '' }, false],
    ['reads wildcards of a list', { 'x|expand': '%Two%' }, { x: 'bcd' }, true],
    ['takes an escaped percent for one', { 'x|expand': '\\%Two%' }, { x: '%Two%' }, true],
    ['widens around wildcards', { 'x|contains|wide': 'ab' }, { x: 'za\0b\0z' }, true],
    ['fills a list into a regular expression', { 'x|re|expand': '^%Two%$' }, { x: 'bbb' }, true],
    [
      'finds no v4 address in a v6 network that maps it',
      { 'x|cidr': '::ffff:0:0/96' },
      { x: '10.0.0.1' },
      false,
    ],
    [
      'reads an address with a v4 tail',
      { 'x|cidr': '64:ff9b::/96' },
      { x: '64:ff9b::192.0.2.1' },
      true,
    ],
    [
      'reads the last week of a year as the next one',
      { 't|week': 1 },
      { t: '2024-12-30T00:00:00Z' },
      true,
    ],
    [
      'reads the first days of a year as the last one',
      { 't|week': 53 },
      { t: '2021-01-03T23:59:59Z' },
      true,
    ],
    ['takes a zone for what it is', { 't|hour': 23 }, { t: '2024-01-01T01:00:00+02:00' }, true],
    ['has no hour in a text', { 't|hour|lt': 24 }, { t: 'yesterday' }, false],
    ['lets a dot pass a carriage return', { 'x|re': '^a.b$' }, { x: 'a\rb' }, true],
    ['reads inline flags', { 'x|re': '(?i)^AB' }, { x: 'abc' }, true],
    ['reads a named group', { 'x|re': '(?P<a>b+)-' }, { x: 'abb-' }, true],
    ['takes a needless backslash for none', { 'x|re': '[\\-_]x' }, { x: '_x' }, true],
    ['compares fields by any member', { 'a|fieldref': 'b' }, { a: ['1', '2'], b: [3, 2] }, true],
    ['is true of a missing field when negated', { 'x|contains|neq': 'a' }, {}, true],
    ['negates after all', { 'x|contains|all|neq': ['a', 'b'] }, { x: 'a' }, true],
    ['tests each member for a number', { 'x|gte': 5 }, { x: [1, '7.5'] }, true],
    ['asks for null by an empty list', { x: [] }, {}, true],
    ['finds another value beside a known one', { 'x|other': 'a' }, { x: ['a', 'b'] }, true],
    [
      'finds no other value where all are known',
      { 'x|other': ['a', 'b'] },
      { x: ['A', 'b'] },
      false,
    ],
    ['finds no other value where there is none', { 'x|other': 'a' }, { x: [] }, false],
    ['is true of nothing but known values when negated', { 'x|other|neq': 'a' }, {}, true],
  ])('%s', (_, selection, record, expected) => {
    expect(matches(selection, record)).toBe(expected);
  });
});

describe('a rule', () => {
  it.each<[string, Dictionary]>([
    ['without a condition', { s: { a: 1 } }],
    ['with a timeframe', { s: { a: 1 }, timeframe: '5m', condition: 's' }],
    ['with an empty selection', { s: [], condition: 's' }],
    ['with two words in a row', { s: { a: 1 }, condition: 's s' }],
    ['with look-ahead', { s: { 'a|re': 'x(?=y)' }, condition: 's' }],
    ['with a back-reference', { s: { 'a|re': '(x)\\1' }, condition: 's' }],
    ['with null as a keyword', { s: [null], condition: 's' }],
    ['with host bits in a network', { s: { 'a|cidr': '10.0.0.1/8' }, condition: 's' }],
    ['with re after contains', { s: { 'a|contains|re': 'x' }, condition: 's' }],
    ['with a flag and no re', { s: { 'a|i': 'x' }, condition: 's' }],
    ['with exists and another modifier', { s: { 'a|exists|neq': true }, condition: 's' }],
    ['that encodes a wildcard', { s: { 'a|base64': 'x*' }, condition: 's' }],
    ['with an unknown placeholder', { s: { 'a|expand': '%Nobody%' }, condition: 's' }],
    [
      'that is broken where its condition does not look',
      { s: { a: 1 }, t: { 'a|nope': 1 }, condition: 's' },
    ],
  ])('is refused %s', (_, detection) => {
    expect(refused(detection)).toBe(true);
  });
});
