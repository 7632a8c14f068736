import { nearest } from '../../../../base/text/index.ts';
import { refuse } from '../../refusal.ts';
import type {
  Expression,
  Identifier,
  NamedWindow,
  Query,
  Span,
  WindowSpecification,
} from '../../syntax/index.ts';
import type { Typed } from '../../typed.ts';
import type { Scope } from '../contract.ts';
import type { Context, Surroundings } from './context.ts';
import { bindIn } from './expression.ts';
import { withLakeTimes } from './lake-times.ts';
import { liftedLeaf } from './lifted.ts';
import { bare, chainOf, lower } from './names.ts';
import type { Field } from './relation.ts';

/** A column found by the first `used` parts of a name. */
export interface Found {
  readonly column: Typed;
  readonly used: number;
  readonly field?: Field;
}

/** A scope that can be looked into from a query inside it. */
export interface NameScope extends Scope {
  /** A column of this scope alone. @throws Refusal AMBIGUOUS_NAME */
  lookup(name: readonly Identifier[], span: Span): Found | undefined;
  /** The names that a column could have meant. */
  names(): readonly string[];
  readonly outer?: NameScope | undefined;
}

export interface Allowed {
  readonly aggregates: boolean;
  readonly windows: boolean;
}

export const NOTHING: Allowed = { aggregates: false, windows: false };

/** What expressions see of a FROM clause. */
export class SourceScope implements NameScope {
  readonly context: Context;
  readonly fields: readonly Field[];
  readonly around: Surroundings;
  readonly allows: Allowed;
  readonly windows: readonly NamedWindow[];

  constructor(
    context: Context,
    fields: readonly Field[],
    around: Surroundings,
    {
      allows = NOTHING,
      windows = [],
    }: { readonly allows?: Allowed; readonly windows?: readonly NamedWindow[] } = {},
  ) {
    this.context = context;
    this.fields = fields;
    this.around = around;
    this.allows = allows;
    this.windows = windows;
  }

  get outer(): NameScope | undefined {
    return this.around.outer;
  }

  /** The same names, where aggregates or windows may stand. */
  allowing(allows: Allowed, windows: readonly NamedWindow[] = this.windows): SourceScope {
    return new SourceScope(this.context, this.fields, this.around, { allows, windows });
  }

  lookup(name: readonly Identifier[], span: Span): Found | undefined {
    for (let used = name.length; used > 0; used--) {
      const field = fieldNamed(this.fields, name.slice(0, used), span);
      if (field) return { column: typedField(field, spanOf(name, used, span)), used, field };
    }
    return undefined;
  }

  column(name: readonly Identifier[], span: Span): Found {
    return findColumn(this, name, span);
  }

  names(): readonly string[] {
    return this.fields.flatMap(({ name }) => (name === undefined ? [] : [name]));
  }

  subquery(query: Query) {
    return subqueryIn(this, this.context, query, this.around);
  }

  substitute(expression: Expression): Typed | undefined {
    if (expression.is !== 'dereference') return this.#lakeTimes(expression);
    const name = chainOf(expression);
    if (!name) return undefined;
    const found = lookupOutwards(this, name, expression.span);
    return found?.field && liftedLeaf(found.field, name.slice(found.used), expression.span);
  }

  #lakeTimes(expression: Expression): Typed | undefined {
    const turned = withLakeTimes(expression, (one) => this.#isLakeTime(one));
    return turned && bindIn(this, turned, this.context);
  }

  #isLakeTime(expression: Expression): boolean {
    const name = chainOf(bare(expression));
    const found = name && lookupOutwards(this, name, expression.span);
    const { source, type } = found?.field ?? {};
    return type?.is === 'timestamp' && source?.use.table.shape === 'lake';
  }

  window(name: Identifier): WindowSpecification | undefined {
    return windowNamed(this.windows, name);
  }
}

/** A subquery in a scope, in parentheses; hidden columns stay behind. */
export function subqueryIn(
  scope: NameScope,
  context: Context,
  query: Query,
  around: Surroundings,
): ReturnType<Scope['subquery']> {
  const { sql, columns } = context.bind.query(query, { ...around, outer: scope });
  return { sql: { parts: ['(', sql, ')'] }, columns };
}

export function windowNamed(windows: readonly NamedWindow[], name: Identifier) {
  return windows.find((one) => lower(one.name.name) === lower(name.name))?.window;
}

/** A column of a scope, or of those around it. @throws Refusal COLUMN_NOT_FOUND, AMBIGUOUS_NAME */
export function findColumn(scope: NameScope, name: readonly Identifier[], span: Span): Found {
  const found = lookupOutwards(scope, name, span);
  if (found) return found;
  const typed = name.map((part) => part.name).join('.');
  const meant = nearest(lower(typed), namesOutwards(scope).map(lower));
  return refuse(
    'COLUMN_NOT_FOUND',
    `Column '${lower(typed)}' cannot be resolved`,
    span,
    meant === undefined ? undefined : `Did you mean ${meant}?`,
  );
}

function lookupOutwards(
  scope: NameScope,
  name: readonly Identifier[],
  span: Span,
): Found | undefined {
  for (let at: NameScope | undefined = scope; at; at = at.outer) {
    const found = at.lookup(name, span);
    if (found) return found;
  }
  return undefined;
}

function namesOutwards(scope: NameScope): readonly string[] {
  return [...scope.names(), ...(scope.outer ? namesOutwards(scope.outer) : [])];
}

/** The one field that a whole name means; a visible one before hidden ones. */
function fieldNamed(
  fields: readonly Field[],
  name: readonly Identifier[],
  span: Span,
): Field | undefined {
  const parts = name.map((part) => lower(part.name));
  const matching = fields.filter((field) => answersTo(field, parts));
  const shown = matching.filter(({ hidden }) => !hidden);
  const [field, second] = shown.length > 0 ? shown : matching;
  if (second) refuse('AMBIGUOUS_NAME', `Column '${parts.join('.')}' is ambiguous`, span);
  return field;
}

function answersTo({ name, qualifier = [] }: Field, parts: readonly string[]): boolean {
  if (name === undefined || lower(name) !== parts.at(-1)) return false;
  const before = parts.slice(0, -1);
  const ending = before.length > 0 ? qualifier.slice(-before.length) : [];
  return ending.length === before.length && ending.every((part, at) => part === before[at]);
}

/** A field as an expression sees it; notes that the query reads it. */
export function typedField(field: Field, span: Span): Typed {
  field.use?.();
  if (field.source) field.source.use.columns.add(field.source.column.name);
  return { type: field.type, sql: { span, parts: [field.sql] }, span };
}

function spanOf(name: readonly Identifier[], used: number, whole: Span): Span {
  const [first, last] = [name[0], name[used - 1]];
  return first && last ? { start: first.span.start, end: last.span.end } : whole;
}
