import { refuse } from '../../refusal.ts';
import type { Expression, FunctionCall, Identifier, Query, Span } from '../../syntax/index.ts';
import { type Fragment, joined, sql, type Typed } from '../../typed.ts';
import { INTEGER } from '../../types/index.ts';
import { alike } from './alike.ts';
import { isAggregate, rowCalls } from './calls.ts';
import { canonical } from './canonical.ts';
import { bindIn } from './expression.ts';
import type { Grouping } from './grouping.ts';
import {
  type Allowed,
  type Found,
  findColumn,
  type NameScope,
  type SourceScope,
  subqueryIn,
} from './scope.ts';

/** A column that is neither grouped nor in an aggregate. The clause it stands in says so in Trino's words. */
export class NotGrouped extends Error {
  override readonly name = 'NotGrouped';
}

/**
 * What SELECT, HAVING and ORDER BY see of a grouped query: the keys and the aggregates, which a SELECT inside works
 * out under the names `k1`, `a1` ...
 */
export class GroupedScope implements NameScope {
  readonly allows: Allowed = { aggregates: true, windows: true };
  readonly alias: string;
  readonly #source: SourceScope;
  readonly #grouping: Grouping;
  readonly #aggregates = new Map<string, { readonly typed: Typed; readonly name: string }>();

  constructor(source: SourceScope, grouping: Grouping) {
    this.#source = source;
    this.#grouping = grouping;
    this.alias = source.context.fresh('g');
  }

  get outer(): NameScope | undefined {
    return this.#source.outer;
  }

  lookup(name: readonly Identifier[], span: Span): Found | undefined {
    const found = this.#source.lookup(name, span);
    if (!found?.field) return found;
    const id = `#${this.#source.context.idOf(found.field)}`;
    for (let used = name.length; used >= found.used; used--) {
      const rest = name.slice(found.used, used).map((part) => part.name.toLowerCase());
      const column = this.keyed([id, ...rest].join('.'), span);
      if (column) return { column, used };
    }
    throw new NotGrouped();
  }

  /** A key as the SELECT outside sees it. */
  keyed(key: string, span: Span): Typed | undefined {
    const at = this.#grouping.keys.findIndex((one) => one.key === key);
    const found = this.#grouping.keys[at];
    if (!found) return undefined;
    return { type: found.typed.type, sql: this.#named(`k${at + 1}`, span), span };
  }

  #named(name: string, span: Span): Fragment {
    return { span, parts: [`${this.alias}.${name}`] };
  }

  column(name: readonly Identifier[], span: Span): Found {
    return findColumn(this, name, span);
  }

  names(): readonly string[] {
    return this.#source.names();
  }

  subquery(query: Query) {
    return subqueryIn(this, this.#source.context, query, this.#source.around);
  }

  window(name: Identifier) {
    return this.#source.window(name);
  }

  substitute(expression: Expression): Typed | undefined {
    const { functions } = this.#source.context.options;
    if (isLiteral(expression)) return undefined;
    const key = canonical(expression, this.#source);
    const keyed = this.keyed(key, expression.span);
    if (keyed) return keyed;
    if (expression.is === 'grouping') return this.#groupingOf(expression, key);
    if (expression.is !== 'call') return undefined;
    if (isAggregate(expression, functions)) return this.#aggregate(expression, key);
    const [spec] = functions.find(expression.name.parts.at(-1)?.name ?? '');
    if (spec?.kind === 'window' && !expression.over) throw new NotGrouped();
    return undefined;
  }

  #aggregate(call: FunctionCall, key: string): Typed {
    const known = this.#aggregates.get(key);
    if (known) return { ...known.typed, sql: this.#named(known.name, call.span), span: call.span };
    this.#refuseNested(call);
    const inside = this.#source.allowing({ aggregates: true, windows: false });
    return this.#added(key, bindIn(inside, call, this.#source.context), call.span);
  }

  #added(key: string, typed: Typed, span: Span): Typed {
    const name = `a${this.#aggregates.size + 1}`;
    this.#aggregates.set(key, { typed, name });
    return { type: typed.type, sql: this.#named(name, span), span };
  }

  #refuseNested(call: FunctionCall): void {
    const { functions, text } = this.#source.context.options;
    const inner = [...call.args, ...call.orderBy, call.filter].filter((one) => one !== undefined);
    const { aggregates, windows } = rowCalls(inner as Expression[], functions);
    const [found] = [...aggregates, ...windows];
    if (!found) return;
    const [code, what] =
      aggregates.length > 0 ? ['AGGREGATION', 'aggregations'] : ['WINDOW', 'window functions'];
    const written = text.slice(found.span.start, found.span.end);
    const name = call.name.parts.at(-1)?.name ?? '';
    const reason = `Cannot nest ${what} inside aggregation '${name}': [${written}]`;
    refuse(`NESTED_${code}`, reason, call.span);
  }

  /** grouping(a, b): a bit for each that is no part of the row's grouping set, the last the lowest. */
  #groupingOf(expression: Extract<Expression, { is: 'grouping' }>, key: string): Typed {
    const known = this.#aggregates.get(key);
    const { span } = expression;
    if (known) return { type: INTEGER, sql: this.#named(known.name, span), span };
    const columns = expression.columns.map((column) => {
      const wanted = canonical(column, this.#source);
      const found = this.#grouping.keys.find((one) => one.key === wanted);
      if (found) return found.typed.sql;
      const { text } = this.#source.context.options;
      const written = text.slice(column.span.start, column.span.end);
      const reason = `The arguments to GROUPING() must be expressions referenced by the GROUP BY at the associated query level. Mismatch due to ${written}.`;
      return refuse('INVALID_ARGUMENTS', reason, span);
    });
    const typed = { type: INTEGER, sql: sql`CAST(grouping(${joined(columns)}) AS INTEGER)`, span };
    return this.#added(key, typed, span);
  }

  /** The columns of the SELECT inside: keys, then aggregates. */
  inside(): readonly Fragment[] {
    const keys = this.#grouping.keys.map(
      ({ typed }, at) => sql`${alike(typed)} AS k${String(at + 1)}`,
    );
    const aggregates = [...this.#aggregates.values()].map(
      ({ typed, name }) => sql`${typed.sql} AS ${name}`,
    );
    const all = [...keys, ...aggregates];
    return all.length > 0 ? all : [sql`count(*) AS a0`];
  }
}

function isLiteral({ is }: Expression): boolean {
  return is === 'string' || is === 'integer' || is === 'null' || is === 'boolean';
}
