import { describe, expect, it } from 'vitest';
import { expressionOf, plain } from '../plain.fixture.ts';

/** An expression with every operator in parentheses of its own: what binds what. */
function bound(node: unknown): string {
  const one = node as Record<string, unknown>;
  switch (one.is) {
    case 'identifier':
      return String(one.name);
    case 'integer':
      return String(one.text);
    case 'string':
      return `'${one.value}'`;
    case 'arithmetic':
    case 'comparison':
      return `(${bound(one.left)} ${one.operator} ${bound(one.right)})`;
    case 'unary':
      return `(${one.operator}${bound(one.value)})`;
    case 'not':
      return `(not ${bound(one.value)})`;
    case 'and':
    case 'or':
      return `(${(one.terms as unknown[]).map(bound).join(` ${one.is} `)})`;
    case 'at-time-zone':
      return `(${bound(one.value)} at ${bound(one.zone)})`;
    case 'subscript':
      return `${bound(one.base)}[${bound(one.index)}]`;
    case 'dereference':
      return `${bound(one.base)}.${bound(one.field)}`;
    default:
      return `<${one.is}>`;
  }
}

describe('operators', () => {
  it.each([
    ['a + b * c - d', '((a + (b * c)) - d)'],
    ['a || b + c', '(a || (b + c))'],
    ['-a * b', '((-a) * b)'],
    ["- a AT TIME ZONE 'UTC'", "(-(a at 'UTC'))"],
    ['a - -b', '(a - (-b))'],
    ['NOT a = b AND c', '((not (a = b)) and c)'],
    ['a OR b AND c OR d', '(a or (b and c) or d)'],
    ['a AND b AND c', '(a and b and c)'],
    ['NOT NOT a', '(not (not a))'],
    ['a != b', '(a <> b)'],
    ['a.b[1].c', 'a.b[1].c'],
    ['x.y + 1 < z', '((x.y + 1) < z)'],
  ])('%s is %s', (sql, wanted) => {
    const found = bound(expressionOf(sql));

    expect(found).toBe(wanted);
  });
});

describe('predicates', () => {
  it.each([
    ['a BETWEEN 1 AND 2', { is: 'between', negated: false }],
    ['a NOT BETWEEN 1 AND 2', { is: 'between', negated: true }],
    ['a IN (1, 2)', { is: 'in-list', negated: false }],
    ['a NOT IN (SELECT 1)', { is: 'in-subquery', negated: true }],
    ["a LIKE 'x!_' ESCAPE '!'", { is: 'like', escape: { is: 'string', value: '!' } }],
    ['a IS NOT NULL', { is: 'is-null', negated: true }],
    ['a IS NOT DISTINCT FROM b', { is: 'is-distinct', negated: true }],
    ['a >= SOME (SELECT 1)', { is: 'quantified', operator: '>=', quantifier: 'any' }],
    ['a = ALL (VALUES 1)', { is: 'quantified', quantifier: 'all' }],
    ['a = any(b)', { is: 'comparison', right: { is: 'call' } }],
    ['EXISTS (SELECT 1)', { is: 'exists' }],
  ])('%s', (sql, wanted) => {
    const found = plain(expressionOf(sql));

    expect(found).toMatchObject(wanted);
  });
});

describe('values', () => {
  it.each([
    ['1_000', { is: 'integer', text: '1000' }],
    ['0xFF', { is: 'integer', text: '0xFF' }],
    ['.5', { is: 'decimal', text: '.5' }],
    ['1e-3', { is: 'double', text: '1e-3' }],
    ["'it''s'", { is: 'string', value: "it's" }],
    ["U&'\\0041\\+01F600'", { is: 'string', value: 'A\u{1F600}' }],
    ["U&'#0041##' UESCAPE '#'", { is: 'string', value: 'A#' }],
    ["X'0a FF'", { is: 'binary', hex: '0aFF' }],
    ["DATE '2026-01-31'", { is: 'typed-literal', type: { name: 'date' }, value: '2026-01-31' }],
    ["DOUBLE PRECISION '1'", { is: 'typed-literal', type: { name: 'double' } }],
    ["INTERVAL - '7' DAY", { is: 'interval', negative: true, value: '7', from: 'day' }],
    ["INTERVAL '1-2' YEAR TO MONTH", { is: 'interval', from: 'year', to: 'month' }],
    ['"Two ""words"""', { is: 'identifier', name: 'Two "words"', quoted: true }],
    ['date', { is: 'identifier', name: 'date', quoted: false }],
    ['interval - 1', { is: 'arithmetic', left: { is: 'identifier', name: 'interval' } }],
    ['(1)', { is: 'nested-expression' }],
    ['(1, 2)', { is: 'row' }],
    ['row(1)', { is: 'row' }],
    ['[1, 2]', { is: 'array' }],
    ['ARRAY[]', { is: 'array', items: [] }],
    ['array[1]', { is: 'array' }],
    ['(SELECT 1)', { is: 'subquery' }],
    ['((SELECT 1))', { is: 'subquery', query: { body: { is: 'nested' } } }],
    ['((SELECT 1) + 1)', { is: 'nested-expression', value: { is: 'arithmetic' } }],
    ['((SELECT 1) UNION (SELECT 2))', { is: 'subquery', query: { body: { is: 'union' } } }],
    ['x -> x + 1', { is: 'lambda', params: [{ name: 'x' }] }],
    ['(x, y) -> x', { is: 'lambda', params: [{ name: 'x' }, { name: 'y' }] }],
    ['() -> 1', { is: 'lambda', params: [] }],
    ['?', { is: 'parameter' }],
    ['CASE a WHEN 1 THEN 2 ELSE 3 END', { is: 'case', operand: { name: 'a' } }],
    ['CASE WHEN a THEN 2 END', { is: 'case', whens: [{ when: { name: 'a' } }] }],
    ['current_timestamp(3)', { is: 'current', name: 'current_timestamp', precision: 3 }],
  ])('%s', (sql, wanted) => {
    const found = plain(expressionOf(sql));

    expect(found).toMatchObject(wanted);
  });

  it('spans what it was read from', () => {
    const sql = "SELECT 'é😀' || f(a, b)";

    const found = expressionOf(sql.slice('SELECT '.length));

    expect(sql.slice(found.span.start, found.span.end)).toBe("'é😀' || f(a, b)");
  });
});
