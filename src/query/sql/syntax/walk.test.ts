import { describe, expect, it } from 'vitest';
import { childrenOf, parseStatement, walk } from './index.ts';

describe('walking a tree', () => {
  const sql = 'SELECT f(a, b) FROM t WHERE c = 1';
  const text = ({ span }: { readonly span: { readonly start: number; readonly end: number } }) =>
    sql.slice(span.start, span.end);

  it('shows every node, parents first', () => {
    const seen: string[] = [];

    walk(parseStatement(sql), (node) => {
      seen.push(text(node));
      return undefined;
    });

    expect(seen).toContain('f(a, b)');
    expect(seen.indexOf('f(a, b)')).toBeLessThan(seen.indexOf('a'));
    expect(seen).toContain('c = 1');
  });

  it('does not enter what the visitor declines', () => {
    const seen: string[] = [];

    walk(parseStatement(sql), (node) => {
      seen.push(text(node));
      return text(node) !== 'f(a, b)';
    });

    expect(seen).not.toContain('a');
  });

  it('finds nodes in lists', () => {
    const found = childrenOf(parseStatement('SELECT 1, 2')).flatMap(childrenOf).flatMap(childrenOf);

    expect(found.map(({ span }) => span)).toEqual([
      { start: 7, end: 8 },
      { start: 10, end: 11 },
    ]);
  });
});
