import { describe, expect, it } from 'vitest';
import type { Value } from '../model.ts';
import { readItemOf, reasonOf } from '../reading.fixture.ts';

const ANY = { wildcard: '*' } as const;
const text = (...pieces: (string | typeof ANY)[]): Value => ({ is: 'text', pieces, cased: false });

/** The values of an item, placeholders filled. */
function valuesOf(item: string): readonly Value[] {
  return readItemOf(item, { placeholders: LISTS }).values;
}

const LISTS = {
  Accounts: ['111122223333', '444455556666'],
  Ports: [22, 3389],
  Nothing: [],
  Many: Array.from({ length: 101 }, (_, at) => at),
  Roles: ['Admin', 'Ops*'],
  Pattern: ['a.b', '^c'],
};

describe('texts', () => {
  it.each([
    ['f|contains: a', text(ANY, 'a', ANY)],
    ['f|startswith: a', text('a', ANY)],
    ['f|endswith: a', text(ANY, 'a')],
    ["f|contains: '*a*'", text(ANY, 'a', ANY)],
    ["f|contains: ''", text(ANY)],
    ['f|contains: 22', text(ANY, '22', ANY)],
    ['f|contains: 1.50', text(ANY, '1.50', ANY)],
    ['f|startswith: true', text('true', ANY)],
    ["f: ''", text()],
    ["f: '*'", text(ANY)],
    ['f|cased: Aa', { is: 'text', pieces: ['Aa'], cased: true }],
    ['f|cased|contains: Aa', { is: 'text', pieces: [ANY, 'Aa', ANY], cased: true }],
    ['f|contains|cased: Aa', { is: 'text', pieces: [ANY, 'Aa', ANY], cased: true }],
  ])('%s', (item, value) => {
    expect(valuesOf(item)).toEqual([value]);
  });
});

describe('other', () => {
  it.each([
    ['f|other: a', [text('a')]],
    ['f|other: [a, 22]', [text('a'), { is: 'number', value: 22 }]],
    ['f|contains|other: a', [text(ANY, 'a', ANY)]],
    ["f|other|expand: '%Accounts%'", [text('111122223333'), text('444455556666')]],
    [
      "f|expand|other: ['%Accounts%', all]",
      [text('111122223333'), text('444455556666'), text('all')],
    ],
    ["f|other|expand: '%Nothing%'", []],
    ['f|other|gt: 5', [{ is: 'compare', op: 'gt', value: 5 }]],
  ])('%s is one question', (item, of) => {
    expect(valuesOf(item)).toEqual([{ is: 'other', of }]);
  });

  it.each([
    ['f|other: null', /other takes texts/],
    ['f|other: []', /other takes texts/],
    ['f|other: [a, null]', /other takes texts/],
    ['f|hour|other: 3', /other takes texts/],
    ['f|other|all: [a, b]', /without all/],
    ['f|other|exists: true', /exists stands alone/],
    ["'|other': a", /needs a field/],
  ])('%s is refused', (item, reason) => {
    expect(reasonOf(`selection:\n  ${item}\ncondition: selection`)).toMatch(reason);
  });
});

describe('other kinds', () => {
  it.each([
    ['f: 22', { is: 'number', value: 22 }],
    ["f: '22'", text('22')],
    ['f: false', { is: 'boolean', value: false }],
    ['f: yes', text('yes')],
    ['f: null', { is: 'null' }],
    ['f:', { is: 'null' }],
    ['f: []', { is: 'null' }],
    ['f: [null]', { is: 'null' }],
    ['f|exists: true', { is: 'exists', value: true }],
    ['f|gt: 5', { is: 'compare', op: 'gt', value: 5 }],
    ["f|lte: '-1.5'", { is: 'compare', op: 'lte', value: -1.5 }],
    ['f|hour: 3', { is: 'time', part: 'hour', op: 'eq', value: 3 }],
    ['f|hour|gte: 22', { is: 'time', part: 'hour', op: 'gte', value: 22 }],
    ['f|cidr: 10.0.0.0/8', { is: 'cidr', network: '10.0.0.0/8' }],
    ['f|fieldref: g.h', { is: 'field', field: 'g.h', how: 'equals', cased: false }],
    ['f|fieldref|endswith: g', { is: 'field', field: 'g', how: 'endswith', cased: false }],
    ['f|fieldref|cased: g', { is: 'field', field: 'g', how: 'equals', cased: true }],
    ['f|re: a\\.b*', { is: 'regex', pattern: 'a\\.b*', flags: [] }],
    ['f|re|i|m|s: a', { is: 'regex', pattern: 'a', flags: ['i', 'm', 's'] }],
    ['f|re|ignorecase|i: a', { is: 'regex', pattern: 'a', flags: ['i'] }],
    ['f|re|contains: a', { is: 'regex', pattern: '.*a.*', flags: [] }],
    ['f|re|contains: ^a$', { is: 'regex', pattern: '^a$', flags: [] }],
  ])('%s', (item, value) => {
    expect(valuesOf(item)).toEqual([value]);
  });
});

describe('encodings', () => {
  it.each([
    ['f|base64: foo', Buffer.from('foo').toString('base64')],
    ['f|base64: Grüße', Buffer.from('Grüße').toString('base64')],
    ['f|wide|base64: cmd', Buffer.from('cmd', 'utf16le').toString('base64')],
    ['f|utf16le|base64: Grüße', Buffer.from('Grüße', 'utf16le').toString('base64')],
    ['f|utf16be|base64: cmd', Buffer.from('\0c\0m\0d').toString('base64')],
    ['f|utf16|base64: cmd', Buffer.from('\uFEFFcmd', 'utf16le').toString('base64')],
    ['f|utf16|base64: Grüße', Buffer.from('\uFEFFGrüße', 'utf16le').toString('base64')],
  ])('%s', (item, encoded) => {
    expect(valuesOf(item)).toEqual([text(encoded)]);
  });

  it.each(['ab', 'secret', 'Grüße', 'a longer text, with spaces'])(
    'base64offset of %j is in every text that holds it',
    (inside) => {
      const [value] = valuesOf(`f|base64offset: ${JSON.stringify(inside)}`);

      const spellings = value?.is === 'any' ? value.of : [];
      const plain = spellings.map((one) => (one.is === 'text' ? one.pieces.join('') : ''));
      for (let before = 0; before < 12; before++) {
        const whole = Buffer.from(`${'~'.repeat(before)}${inside}~~~`).toString('base64');
        expect(whole).toContain(plain[before % 3]);
      }
    },
  );

  it('spells each dash that begins an option in every way', () => {
    const [value] = valuesOf("f|windash|contains: ' -a x-y /b'");

    const spellings = value?.is === 'any' ? value.of : [];
    const texts = spellings.map((one) => (one.is === 'text' ? one.pieces[1] : undefined));
    expect(new Set(texts).size).toBe(25);
    expect(texts).toContain(' -a x-y /b');
    expect(texts).toContain(' /a x-y -b');
    expect(texts).toContain(' \u2013a x-y \u2015b');
    expect(texts).not.toContain(' -a x/y -b');
  });

  it('leaves a text without dashes as it is', () => {
    expect(valuesOf('f|windash: plain')).toEqual([text('plain')]);
  });
});

describe('placeholders', () => {
  it.each([
    ["f|expand: '%Accounts%'", [text('111122223333'), text('444455556666')]],
    ["f|expand: '%Ports%'", [22, 3389].map((value) => ({ is: 'number', value }))],
    ["f|expand: 'p:%Ports%'", [text('p:22'), text('p:3389')]],
    ["f|expand: '*/%Roles%'", [text(ANY, '/Admin'), text(ANY, '/Ops', ANY)]],
    ["f|expand|endswith: '%Accounts%'", [text(ANY, '111122223333'), text(ANY, '444455556666')]],
    [
      "f|re|expand: '%Pattern%$'",
      ['a.b$', '^c$'].map((pattern) => ({ is: 'regex', pattern, flags: [] })),
    ],
  ])('%s is any of its list', (item, of) => {
    expect(valuesOf(item)).toEqual([{ is: 'any', of }]);
  });

  it('makes every combination of several', () => {
    const [value] = valuesOf("f|expand: '%Accounts%:%Ports%'");

    expect(value?.is === 'any' && value.of).toEqual(
      ['111122223333:22', '111122223333:3389', '444455556666:22', '444455556666:3389'].map((one) =>
        text(one),
      ),
    );
  });

  it('takes percents for themselves where they are escaped, or nothing expands', () => {
    expect(valuesOf("f|expand: '50\\%Ports\\%'")).toEqual([text('50%Ports%')]);
    expect(valuesOf("f: '%Ports%'")).toEqual([text('%Ports%')]);
    expect(valuesOf("f|expand: '100%'")).toEqual([text('100%')]);
  });

  it('stays any of its list where all values have to match', () => {
    const item = readItemOf("f|contains|expand|all: ['%Accounts%', b]", { placeholders: LISTS });

    expect(item.all).toBe(true);
    expect(item.values.map(({ is }) => is)).toEqual(['any', 'text']);
  });
});

describe('joining', () => {
  it('keeps all and neq beside the values', () => {
    expect(readItemOf('f|contains|all: [a, b]')).toMatchObject({ all: true, negated: false });
    expect(readItemOf('f|neq: [a, b]')).toMatchObject({ all: false, negated: true });
    expect(readItemOf('f|all|neq|contains: [a, b]')).toMatchObject({
      all: true,
      negated: true,
      field: 'f',
      key: 'f|all|neq|contains',
      line: 6,
    });
  });
});

describe('refusals', () => {
  it.each([
    ['f|nope: a', 'f|nope: the modifier nope is not known.'],
    ['f|contain: a', 'f|contain: the modifier contain is not known. Did you mean contains?'],
    ['f|: a', 'f|: a modifier is missing.'],
    ['f|constructor: a', 'f|constructor: the modifier constructor is not known.'],
    ["f|exists: 'true'", 'The modifier exists takes true or false.'],
    ['f|exists: yes', 'The modifier exists takes true or false.'],
    ['f|exists|neq: true', 'f|exists|neq: the modifier exists stands alone.'],
    ['f|gt: abc', 'The modifier gt takes a number.'],
    ['f|gt: null', 'The modifier gt takes a number.'],
    ['f|hour: 3.5', 'The modifier hour takes a whole number.'],
    ['f|hour|gt|lt: 3', 'The modifier lt takes a number.'],
    ['f|contains: null', 'The modifier contains takes a text.'],
    ['f|contains: []', 'The modifier contains takes a text.'],
    ['f|contains|re: a', 'The modifier re has to come first.'],
    ['f|re|fieldref: a', 'The modifier fieldref has to come first.'],
    ['f|i: a', 'The modifier i has to follow re.'],
    ['f|re|cased: a', 'The modifier cased takes a text.'],
    [
      'f|re: (',
      'The regular expression ( cannot run: a parenthesis is not closed (at character 1).',
    ],
    ['f|cidr: 10.0.0.0/99', expect.stringContaining('10.0.0.0/99 is no network')],
    ["f|base64: 'a*'", 'base64 of a text with wildcards has no meaning.'],
    ['f|base64offset: a', expect.stringContaining('base64offset needs at least two characters')],
    ['f|wide|wide: a', 'The value of wide is encoded already.'],
    ["f|windash: '-a -b -c -d -e -f'", 'The modifier windash makes too much of one value.'],
    ["f|windash|windash: '-a -b -c'", 'The modifier windash makes too much of one value.'],
    [
      `f${'|base64offset'.repeat(20)}: abc`,
      'The modifier base64offset makes too much of one value.',
    ],
    ["f|expand: '%Many%%Many%'", 'The modifier expand makes too much of one value.'],
    ["f|expand: '%Port%'", 'There is no list for the placeholder %Port%. Did you mean Ports?'],
    ["f|expand: '%toString%'", 'There is no list for the placeholder %toString%.'],
    ['"|exists": true', '|exists: the modifier exists needs a field.'],
    ['"|cidr": 10.0.0.0/8', '|cidr: the modifier cidr needs a field.'],
    ['"|all": [a, null]', 'null needs a field.'],
    ['f: {g: 1}', 'f: its value is a map: name what is within as field.key.'],
    ['f: [[a]]', 'f: its value is a list in a list.'],
    ['f[any]: {g: 1}', 'f[any]: brackets in a field need sigma-version 3, which is not read.'],
  ])('%s', (item, reason) => {
    const told = reasonOf(`selection:\n  ${item}\ncondition: selection`, { placeholders: LISTS });

    expect(told).toEqual(reason);
  });
});
