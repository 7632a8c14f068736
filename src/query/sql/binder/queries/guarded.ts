import type { Expression } from '../../syntax/index.ts';
import { type Fragment, joined, sql } from '../../typed.ts';
import { nodesOf } from './calls.ts';
import { columnsIn } from './columns-in.ts';
import type { Context } from './context.ts';
import { bindCondition, bindIn } from './expression.ts';
import { bare } from './names.ts';
import type { SourceScope } from './scope.ts';

/**
 * A WHERE clause. Trino tries the terms of an AND in their order, and looks at no further one where one is not true;
 * DuckDB tries them in any order. So a term that fails on some values stands behind what keeps these from it.
 * @throws Refusal EXPRESSION_NOT_SCALAR, TYPE_MISMATCH
 */
export function bindWhere(where: Expression, scope: SourceScope, context: Context): Fragment {
  const whole = bindCondition(scope, where, { clause: 'WHERE clause', context });
  const terms = termsOf(where);
  const mayFail = terms.slice(1).some((term) => isRisky(term));
  // What a subquery reads is bound once.
  if (!mayFail || terms.some(hasQuery)) return whole.sql;
  const groups = Map.groupBy(terms, (term) => relationsIn(term, scope));
  const inOrder = [...groups.values()].flatMap((group) => guarded(group, scope, context));
  return joined(inOrder, ' AND ');
}

function termsOf(expression: Expression): readonly Expression[] {
  const inner = bare(expression);
  return inner.is === 'and' ? inner.terms.flatMap(termsOf) : [inner];
}

/** Each side of a join is filtered for itself, as it is in Trino: terms of different relations guard nothing. */
function relationsIn(term: Expression, scope: SourceScope): string {
  const names = columnsIn(term, scope)?.map(({ field }) => field.qualifier?.join('.') ?? '');
  return [...new Set(names)].sort().join();
}

function guarded(
  terms: readonly Expression[],
  scope: SourceScope,
  context: Context,
): readonly Fragment[] {
  const written = (term: Expression) => sql`(${bindIn(scope, term, context).sql})`;
  const plain = terms.filter((term) => !isWork(term)).map(written);
  const work = terms.filter(isWork);
  if (!work.some(isRisky)) return [...plain, ...work.map(written)];
  const before = plain.length > 0 ? [joined(plain, ' AND ')] : [];
  return [...plain, chain([...before, ...work.map(written)])];
}

/** The terms one after the other, each looked at only where those before it are true. */
function chain([first, ...rest]: readonly Fragment[]): Fragment {
  if (!first) return sql`TRUE`;
  return rest.length === 0 ? first : sql`CASE WHEN ${first} THEN ${chain(rest)} END`;
}

/** Whether a term is more than comparisons, and so has a price, or may fail. */
function isWork(term: Expression): boolean {
  return nodesOf(term).some(({ is }) => is === 'call' || is === 'arithmetic') || isRisky(term);
}

function isRisky(term: Expression): boolean {
  return nodesOf(term).some((node) => {
    switch (node.is) {
      case 'cast':
        return !node.isTry;
      case 'subscript':
        return true;
      case 'arithmetic':
        return node.operator === '/' || node.operator === '%';
      case 'call':
        return FAILING.has(node.name.parts.at(-1)?.name.toLowerCase() ?? '');
      default:
        return false;
    }
  });
}

/** Functions that fail on texts which are not of their form. */
const FAILING: ReadonlySet<string> = new Set([
  ...['from_iso8601_timestamp', 'from_iso8601_timestamp_nanos', 'from_iso8601_date', 'date'],
  ...['date_parse', 'parse_datetime', 'parse_duration', 'parse_data_size', 'json_parse'],
  ...['from_base64', 'from_base64url', 'from_base32', 'from_hex', 'from_base', 'url_decode'],
  ...['from_big_endian_64', 'from_ieee754_64', 'is_json_scalar', 'date_add', 'split_to_map'],
]);

function hasQuery(term: Expression): boolean {
  return nodesOf(term, { intoQueries: true }).length > nodesOf(term).length;
}
