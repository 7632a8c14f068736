import { describe, expect, it } from 'vitest';
import type { Item, Tree, Value } from '../sigma/model.ts';
import { holds } from './condition.ts';
import { equalities } from './equality.ts';

const FIELDS: Readonly<Record<string, string>> = {
  eventName: 'AssumeRole',
  address: '192.0.2.77',
  sixth: '2001:db8::7',
  amount: '12',
  eventTime: '2026-01-01T23:59:00Z',
  same: 'assumerole',
  lines: 'one\ntwo',
};

const fieldOf = (name: string) => FIELDS[name] ?? null;
const item = (field: string, values: readonly Value[], change: Partial<Item> = {}): Item => ({
  ...{ is: 'item', field, values, all: false, negated: false, key: field, line: 1 },
  ...change,
});
const text = (value: string, cased = false): Value => ({ is: 'text', pieces: [value], cased });

describe('holds', () => {
  it.each<[string, string, Value, boolean]>([
    ['compares texts in any case', 'eventName', text('assumerole'), true],
    ['or in the case given', 'eventName', text('assumerole', true), false],
    ['takes signs of patterns as they are', 'eventName', text('Assume.ole'), false],
    [
      'knows * and ?',
      'eventName',
      { is: 'text', pieces: ['A', { wildcard: '*' }, 'Rol', { wildcard: '?' }], cased: true },
      true,
    ],
    [
      'lets * go over lines',
      'lines',
      { is: 'text', pieces: ['one', { wildcard: '*' }], cased: false },
      true,
    ],
    [
      'finds nothing in what is missing',
      'none',
      { is: 'text', pieces: [{ wildcard: '*' }], cased: false },
      false,
    ],
    ['knows what is missing', 'none', { is: 'null' }, true],
    ['knows what is there', 'eventName', { is: 'null' }, false],
    ['asks whether it exists', 'none', { is: 'exists', value: false }, true],
    ['searches patterns', 'eventName', { is: 'regex', pattern: '^assume', flags: ['i'] }, true],
    ['knows networks', 'address', { is: 'cidr', network: '192.0.2.0/24' }, true],
    ['knows what lies outside of one', 'address', { is: 'cidr', network: '192.0.2.0/26' }, false],
    ['knows IPv6', 'sixth', { is: 'cidr', network: '2001:db8::/32' }, true],
    ['finds no name in a network', 'eventName', { is: 'cidr', network: '0.0.0.0/0' }, false],
    ['compares numbers', 'amount', { is: 'compare', op: 'gte', value: 12 }, true],
    ['compares no text', 'eventName', { is: 'compare', op: 'lt', value: 12 }, false],
    ['knows numbers', 'amount', { is: 'number', value: 12 }, true],
    ['knows hours', 'eventTime', { is: 'time', part: 'hour', op: 'eq', value: 23 }, true],
    [
      'counts weeks as ISO 8601 does',
      'eventTime',
      { is: 'time', part: 'week', op: 'eq', value: 1 },
      true,
    ],
    [
      'compares fields',
      'eventName',
      { is: 'field', field: 'same', how: 'equals', cased: false },
      true,
    ],
    [
      'compares fields in their case',
      'eventName',
      { is: 'field', field: 'same', how: 'equals', cased: true },
      false,
    ],
    ['takes any spelling', 'eventName', { is: 'any', of: [text('x'), text('AssumeRole')] }, true],
  ])('%s', (_, field, value, expected) => {
    expect(holds(item(field, [value]), fieldOf)).toBe(expected);
  });

  it('asks for any of the values, or for all, or for none', () => {
    const values = [text('AssumeRole'), text('GetUser')];

    expect(holds(item('eventName', values), fieldOf)).toBe(true);
    expect(holds(item('eventName', values, { all: true }), fieldOf)).toBe(false);
    expect(holds(item('eventName', values, { negated: true }), fieldOf)).toBe(false);
  });

  it('joins conditions', () => {
    const yes = item('eventName', [text('AssumeRole')]);
    const no = item('eventName', [text('GetUser')]);
    const named: Tree = { is: 'selection', name: 'filter', of: no };

    expect(holds({ is: 'and', of: [yes, { is: 'not', of: named }] }, fieldOf)).toBe(true);
    expect(holds({ is: 'or', of: [no, named] }, fieldOf)).toBe(false);
  });

  it('refuses words without a field', () => {
    const { field: _, ...keywords } = item('', [text('AssumeRole')]);

    expect(() => holds(keywords, fieldOf)).toThrow(
      expect.objectContaining({ code: 'TG_CLI_USAGE' }),
    );
  });
});

describe('equalities', () => {
  it('asks each field for one of its values', () => {
    const tree = equalities(['eventName=GetUser', 'eventName=assume*', 'amount=12']);

    expect(holds(tree, fieldOf)).toBe(true);
    expect(holds(tree, (name) => (name === 'amount' ? '13' : fieldOf(name)))).toBe(false);
  });

  it('lets a value hold =', () => {
    const tree = equalities(['tag=a=b']);

    expect(holds(tree, () => 'a=b')).toBe(true);
  });

  it.each(['eventName', '=x', ''])('refuses %j', (pair) => {
    expect(() => equalities([pair])).toThrow(
      expect.objectContaining({ code: 'TG_SUPPRESSION_INVALID' }),
    );
  });
});
