import { describe, expect, it } from 'vitest';
import { plainOf } from './keys.ts';
import { parseYaml } from './tree.ts';

const parse = (text: string, line = 1) => parseYaml({ text, line });

describe('YAML', () => {
  it('is YAML 1.2 core: yes, no and on are texts', () => {
    const value = plainOf(parse('[yes, No, on, true, False, 0o17, 1e2, 1_000, ~, "5", 1:30]'));

    expect(value).toEqual(['yes', 'No', 'on', true, false, 15, 100, '1_000', null, '5', '1:30']);
  });

  it('stays YAML 1.2 whatever a directive says', () => {
    expect(plainOf(parse('%YAML 1.1\n---\n[yes, 012]'))).toEqual(['yes', 12]);
  });

  it('keeps the digits that a number would lose', () => {
    const value = plainOf(parse('[12345678901234567890, .inf, 111122223333]'));

    expect(value).toEqual(['12345678901234567890', '.inf', 111122223333]);
  });

  it('knows the line of every key, counted from that of the document', () => {
    const tree = parse('a:\n  b: 1\n\n  c: [1,\n    2]', 10);

    const inner = tree.is === 'map' ? tree.entries[0]?.value : undefined;
    expect(inner).toMatchObject({
      is: 'map',
      entries: [
        { key: 'b', line: 11 },
        { key: 'c', line: 13, value: { items: [{ line: 13 }, { line: 14 }] } },
      ],
    });
  });

  it('puts what an anchor names in the place of its aliases', () => {
    expect(plainOf(parse('a: &x [1, 2]\nb: *x'))).toEqual({ a: [1, 2], b: [1, 2] });
  });

  it.each([
    ['a: 1\nb: 2\na: 3', 'The key a stands twice.', 3],
    ['1: a\n"1": b', 'The key 1 stands twice.', 2],
    ['a: *x', 'The alias *x stands for nothing before it.', 1],
    ['a: &x {b: *x}', 'The alias *x stands for nothing before it.', 1],
    ['a: {<<: {b: 1}}', 'Merge keys (<<) are not part of YAML 1.2.', 1],
    ['? [a, b]\n: 1', 'A key is no text.', 1],
    ['a: 1\nb: ]', expect.stringContaining('It is not YAML'), 2],
    ['a: "open', expect.stringContaining('It is not YAML'), 1],
  ])('refuses %j', (text, message, line) => {
    expect(() => parse(text)).toThrowError(expect.objectContaining({ message, line }));
  });

  it('refuses aliases that make billions of a few lines', () => {
    const lines = Array.from({ length: 20 }, (_, at) => {
      const inside = at === 0 ? '[1, 1]' : `[*a${at - 1}, *a${at - 1}, *a${at - 1}]`;
      return `a${at}: &a${at} ${inside}`;
    });

    expect(() => parse(lines.join('\n'))).toThrowError('Its aliases make too much of it.');
  });

  it.each([200, 100_000])('refuses %d brackets in each other', (depth) => {
    expect(() => parse('['.repeat(depth) + ']'.repeat(depth))).toThrowError(
      'It is nested too deeply.',
    );
  });
});
