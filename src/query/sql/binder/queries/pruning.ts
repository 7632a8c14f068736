import type { Expression } from '../../syntax/index.ts';
import { type Fragment, sql } from '../../typed.ts';
import { type Asked, askedOf, isSteady } from './asked.ts';
import { columnsIn } from './columns-in.ts';
import type { Bounds, OpenDays, Place } from './condition.ts';
import { timeOf } from './event-times.ts';
import { bindIn } from './expression.ts';
import { liftedSource } from './lifted.ts';
import { bare, chainOf } from './names.ts';
import type { Field, Source } from './relation.ts';
import type { SourceScope } from './scope.ts';

/**
 * Notes at the tables what a condition asks of each row: of the terms of its outermost AND those that compare a column
 * of text, or the time of the event, with what no row changes, and those that look at the day alone. Whatever else
 * stands there asks for nothing; the condition itself stays in the SQL beside it.
 *
 * @param fields the columns whose rows may be left out where the condition fails
 */
export function noteConditions(
  condition: Expression,
  scope: SourceScope,
  fields: readonly Field[],
): void {
  const inner = bare(condition);
  if (inner.is === 'and') {
    for (const term of inner.terms) noteConditions(term, scope, fields);
    return;
  }
  const asked = askedOf(inner);
  const target = asked && targetOf(asked.value, scope, fields);
  if (asked && target) noteBounds(asked, target, scope);
  else noteDays(inner, scope, fields);
}

/** What a compared value is: a column of a table, and how a bound of it is written as a text of that column. */
interface Target {
  readonly source: Source;
  readonly place: Place;
  /** Absent of texts. */
  readonly time?: { readonly slack: string; readonly format: string };
}

function noteBounds({ bounds }: Asked, { source, place, time }: Target, scope: SourceScope): void {
  const { use, through } = source;
  const texts = time ? undefined : mapped(bounds, literalOf);
  if (texts) {
    use.conditions.push({ condition: { ...place, ...texts }, through });
    return;
  }
  const written = (value: Expression) => bindIn(scope, value, scope.context);
  const open = time
    ? timeBounds(
        bounds,
        (value, shift) => {
          const moment = sql`CAST(${written(value).sql} AS TIMESTAMP) ${shift}`;
          return sql`strftime(${moment}, '${time.format}')`;
        },
        time.slack,
      )
    : mapped(bounds, (value) => {
        const { type, sql: text } = written(value);
        return type.is === 'varchar' ? sql`CAST(${text} AS VARCHAR)` : undefined;
      });
  const isTime = time !== undefined;
  if (open) use.conditions.push({ condition: { place, isTime, ...open }, through });
}

function literalOf(value: Expression): string | undefined {
  const inner = bare(value);
  return inner.is === 'string' ? inner.value : undefined;
}

/** Bounds with other values; undefined when one of them has none. */
function mapped<T, U>(
  { values, from, to, prefix }: Bounds<T>,
  turn: (value: T) => U | undefined,
): Bounds<U> | undefined {
  const turned = values?.map(turn).filter((value) => value !== undefined);
  if (values && turned) return turned.length === values.length ? { values: turned } : undefined;
  const ends = Object.entries({ from, to, prefix }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, turn(value)] as const],
  );
  const isKnown = ends.every(([, value]) => value !== undefined);
  return isKnown ? (Object.fromEntries(ends) as Bounds<U>) : undefined;
}

/** Times are compared as a range, a second wider on either side: casts round. */
function timeBounds(
  { values, from, to }: Bounds<Expression>,
  written: (value: Expression, shift: string) => Fragment,
  slack: string,
): Bounds<Fragment> | undefined {
  const [only, ...others] = values ?? [];
  if (others.length > 0) return undefined;
  const [least, most] = [from ?? only, to ?? only];
  const ends = {
    ...(least ? { from: written(least, "- INTERVAL '1 second'") } : {}),
    ...(most ? { to: written(most, `+ INTERVAL '1 second' + INTERVAL '${slack}'`) } : {}),
  };
  return least || most ? ends : undefined;
}

function targetOf(
  value: Expression,
  scope: SourceScope,
  fields: readonly Field[],
): Target | undefined {
  const plain = sourceOf(value, scope, fields);
  const place = plain && placeOf(plain);
  if (plain && place) return { source: plain, place };
  const time = timeOf(value);
  const source = time && sourceOf(time.value, scope, fields);
  if (!source) return undefined;
  const { slack, isText } = time;
  if (isText) {
    if (source.column.text !== 'eventtime') return undefined;
    const column = { column: 'eventtime', unlessFlagged: true } as const;
    return { source, place: column, time: { slack, format: '%Y-%m-%dT%H:%M:%S' } };
  }
  if (!source.column.isEventTime) return undefined;
  return { source, place: { partition: 'date' }, time: { slack, format: '%Y/%m/%d' } };
}

/** The table's column that an expression is: by its name, or the leaf of a row that also stands alone. */
function sourceOf(
  expression: Expression,
  scope: SourceScope,
  fields: readonly Field[],
): Source | undefined {
  const inner = bare(expression);
  const name = chainOf(inner);
  if (!name) return undefined;
  const found = scope.lookup(name, inner.span);
  if (!found?.field || !fields.includes(found.field)) return undefined;
  const rest = name.slice(found.used);
  return rest.length === 0 ? found.field.source : liftedSource(found.field, rest);
}

function placeOf({ column }: Source): Place | undefined {
  const { text, mayReplaceNull, partition } = column;
  if (text !== undefined) return { column: text, ...(mayReplaceNull ? { orNull: true } : {}) };
  return partition && { partition };
}

/** A term of nothing but the spellings of a row's day, which can be worked out for each day there is. */
function noteDays(term: Expression, scope: SourceScope, fields: readonly Field[]): void {
  const columns = columnsIn(term, scope);
  const [first] = columns ?? [];
  const { source } = first?.field ?? {};
  if (!columns || !source?.isDirect || !isSteady(term)) return;
  const isOfDay = columns.every(
    ({ field, rest }) =>
      rest.length === 0 &&
      fields.includes(field) &&
      field.source?.use === source.use &&
      DAYS.has(field.source.column.partition ?? ''),
  );
  if (!isOfDay) return;
  const { context } = scope;
  const { start, end } = term.span;
  const words = context.options.text.slice(start, end).replace(/\s+/g, ' ');
  const days = bindIn(scope, term, context).sql;
  const condition: OpenDays = { days, alias: source.use.alias, words };
  source.use.conditions.push({ condition, through: source.through });
}

const DAYS: ReadonlySet<string> = new Set(['year', 'month', 'day', 'date']);
