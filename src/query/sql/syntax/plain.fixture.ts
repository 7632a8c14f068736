import type { Expression, Query, Select } from './ast.ts';
import { parseStatement } from './index.ts';

/** A tree without its spans: what two spellings of one thing share. */
export function plain(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(plain);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).filter(([key]) => key !== 'span');
  return Object.fromEntries(entries.map(([key, value]) => [key, plain(value)]));
}

export function queryOf(sql: string): Query {
  const statement = parseStatement(sql);
  if (statement.is !== 'query') throw new Error(`${sql} is no query`);
  return statement.query;
}

export function selectOf(sql: string): Select {
  const { body } = queryOf(sql);
  if (body.is !== 'select') throw new Error(`${sql} is no SELECT`);
  return body;
}

/** The expression of `SELECT <sql>`. */
export function expressionOf(sql: string): Expression {
  const [item] = selectOf(`SELECT ${sql}`).items;
  if (item?.is !== 'select-column') throw new Error(`${sql} is no expression`);
  return item.value;
}
