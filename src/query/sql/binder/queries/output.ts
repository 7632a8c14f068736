import { refuse } from '../../refusal.ts';
import type { Expression, SelectAll, SelectItem, Span } from '../../syntax/index.ts';
import { quoted, sql, type Typed } from '../../typed.ts';
import { fieldName } from '../../types/index.ts';
import { canonical } from './canonical.ts';
import { bindIn } from './expression.ts';
import { bare, chainOf, lower, nameFrom } from './names.ts';
import { type Field, type Source, visible } from './relation.ts';
import { type NameScope, type SourceScope, typedField } from './scope.ts';

/** One column of a SELECT before it is bound: an expression, or a column that a star stands for. */
export interface Item {
  readonly name?: string;
  readonly span: Span;
  readonly expression?: Expression;
  readonly field?: Field;
}

/** A column of a SELECT. */
export interface Output {
  readonly name?: string;
  readonly typed: Typed;
  /** What it is, for comparing: see `canonical`. */
  readonly key: string;
  readonly item: Item;
  readonly source?: Source;
}

/** The columns that a list of a SELECT stands for, stars spread out. @throws Refusal */
export function itemsOf(list: readonly SelectItem[], scope: SourceScope): readonly Item[] {
  return list.flatMap((item): readonly Item[] => {
    if (item.is === 'select-all') return starred(item, scope);
    const name = item.alias?.name ?? nameFrom(item.value);
    const { value: expression } = item;
    return [{ ...(name === undefined ? {} : { name }), span: expression.span, expression }];
  });
}

function starred(star: SelectAll, scope: SourceScope): readonly Item[] {
  const fields = starFields(star, scope);
  const { aliases } = star;
  if (aliases && aliases.length !== fields.length) {
    const reason = `Column alias list has ${aliases.length} entries but relation has ${fields.length} columns`;
    refuse('MISMATCHED_COLUMN_ALIASES', reason, star.span);
  }
  return fields.map((field, at) => {
    const name = aliases?.[at]?.name ?? field.name;
    return { ...(name === undefined ? {} : { name }), span: star.span, field };
  });
}

function starFields({ of, span }: SelectAll, scope: SourceScope): readonly Field[] {
  if (!of) {
    const all = visible(scope.fields);
    if (scope.fields.length > 0) return all;
    return refuse('COLUMN_NOT_FOUND', 'SELECT * not allowed in queries without FROM clause', span);
  }
  const name = chainOf(of)?.map((part) => lower(part.name));
  if (!name) return rowFields(of, scope);
  const ofRelation = scope.fields.filter(({ qualifier = [] }) =>
    name.every((part, at) => qualifier.at(at - name.length) === part),
  );
  if (ofRelation.length > 0) return visible(ofRelation);
  return refuse('TABLE_NOT_FOUND', `Unable to resolve reference ${name.join('.')}`, span);
}

/** `(row).*`: the fields of a row. */
function rowFields(of: Expression, scope: SourceScope): readonly Field[] {
  const row = bindIn(scope, bare(of), scope.context);
  if (row.type.is !== 'row')
    return refuse('TYPE_MISMATCH', 'Expression is not of type ROW', of.span);
  const { type } = row;
  return type.fields.map((field, at) => ({
    ...(field.name === undefined ? {} : { name: field.name }),
    type: field.type,
    sql: sql`struct_extract(${row.sql}, ${quoted(fieldName(type, at))})`,
    hidden: false,
  }));
}

/** Binds a column of a SELECT in the scope that its clause sees. */
export function bindItem(item: Item, scope: NameScope, source: SourceScope): Output {
  const { name, expression, field, span } = item;
  const shown = name === undefined ? {} : { name };
  if (field) {
    const typed = typedField(field, span);
    return { ...shown, item, typed, key: `#${source.context.idOf(field)}`, ...sourceOf(field) };
  }
  if (!expression) throw new RangeError('A column is an expression or a field');
  const typed = bindIn(scope, expression, source.context);
  const chain = chainOf(bare(expression));
  const found = chain && source.lookup(chain, span);
  const isWhole = found?.field && found.used === chain?.length;
  return {
    ...shown,
    ...{ item, typed, key: canonical(expression, source) },
    ...(isWhole ? sourceOf(found.field) : {}),
  };
}

function sourceOf({ source }: Field): { readonly source?: Source } {
  return source ? { source } : {};
}

/** The name of a result's column in the end. */
export function finalName(name: string | undefined, at: number): string {
  return name ?? `_col${at}`;
}
