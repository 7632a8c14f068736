import { refuse } from '../../refusal.ts';
import type { SetOperation, Span } from '../../syntax/index.ts';
import { type Fragment, joined, sql, type Typed } from '../../typed.ts';
import { commonSuperType, displayName, isSameType, type Type } from '../../types/index.ts';
import type { BoundRows, Context } from './context.ts';
import { asType } from './expression.ts';

/** UNION, INTERSECT, EXCEPT: names of the left side, types that both sides fit. @throws Refusal TYPE_MISMATCH */
export function setOperation(
  node: SetOperation,
  { left, right }: { readonly left: BoundRows; readonly right: BoundRows },
  context: Context,
): BoundRows {
  const word = node.is.toUpperCase();
  const place = keywordAt(node, context.options.text);
  const [width, other] = [left.columns.length, right.columns.length];
  if (width !== other) {
    const reason = `${word} query has different number of fields: ${width}, ${other}`;
    refuse('TYPE_MISMATCH', reason, place);
  }
  const types = left.columns.map(({ type }, at): Type => {
    const second = right.columns[at]?.type ?? type;
    const common = commonSuperType(type, second);
    if (common) return common;
    const reason = `column ${at + 1} in ${word} query has incompatible types: ${displayName(type)}, ${displayName(second)}`;
    return refuse('TYPE_MISMATCH', reason, place);
  });
  const [first, second] = [left, right].map((side) => ofTypes(side, types, context));
  const all = node.all ? ' ALL' : '';
  return {
    sql: sql`(${first ?? ''}) ${word}${all} (${second ?? ''})`,
    columns: left.columns.map(({ name }, at) => ({
      ...(name === undefined ? {} : { name }),
      type: types[at] ?? { is: 'unknown' },
    })),
  };
}

/** Where the keyword stands, which Trino names as the place. */
function keywordAt({ is, left, right, span }: SetOperation, text: string): Span {
  const between = text.slice(left.span.end, right.span.start);
  const at = new RegExp(`(?<![\\w-])${is}\\b`, 'i').exec(between)?.index;
  if (at === undefined) return span;
  const start = left.span.end + at;
  return { start, end: start + is.length };
}

/** A query's rows with their columns in other types. */
export function ofTypes(rows: BoundRows, types: readonly Type[], context: Context): Fragment {
  const isSame = rows.columns.every(({ type }, at) => isSameType(type, types[at] ?? type));
  if (isSame) return rows.sql;
  const alias = context.fresh('q');
  const items = rows.columns.map(({ type }, at) => {
    const column: Typed = { type, sql: sql`${alias}.c${String(at + 1)}`, span: NOWHERE };
    return sql`${asType(column, types[at] ?? type).sql} AS c${String(at + 1)}`;
  });
  return sql`SELECT ${joined(items)} FROM (${rows.sql}) AS ${alias}`;
}

const NOWHERE: Span = { start: 0, end: 0 };
