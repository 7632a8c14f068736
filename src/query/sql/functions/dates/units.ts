import { type Fragment, quoted, sql, type Typed } from '../../typed.ts';
import type { BoundCall } from '../contract.ts';
import { failure, isNull, textOf } from '../writing.ts';

export type Unit =
  | 'millisecond'
  | 'second'
  | 'minute'
  | 'hour'
  | 'day'
  | 'week'
  | 'month'
  | 'quarter'
  | 'year';

const CLOCK: readonly Unit[] = ['millisecond', 'second', 'minute', 'hour'];
const CALENDAR: readonly Unit[] = ['day', 'week', 'month', 'quarter', 'year'];

/** Units that are a fixed length of time: they are counted on the instant, not on a zone's wall clock. */
export function isClockUnit(unit: Unit): boolean {
  return CLOCK.includes(unit);
}

function unitsOf(type: Typed['type']): { readonly units: readonly Unit[]; readonly label: string } {
  switch (type.is) {
    case 'date':
      return { units: CALENDAR, label: 'DATE' };
    case 'time':
      return { units: CLOCK, label: 'TIME' };
    default:
      return { units: [...CLOCK, ...CALENDAR], label: 'TIMESTAMP' };
  }
}

/**
 * One expression for each unit that a value has, chosen by the first argument: when the query is bound where that is a
 * literal, else row by row. A wrong unit fails as in Trino, when a row is looked at.
 */
export function byUnit(call: BoundCall, value: Typed, print: (unit: Unit) => Fragment): Fragment {
  const { units, label } = unitsOf(value.type);
  const unit = call.args[0]?.sql ?? quoted('');
  const wrong = (name: Fragment | string) =>
    failure('INVALID_FUNCTION_ARGUMENT', {
      sql: sql`'''' || ${name} || ''' is not a valid ${label} field'`,
    });
  const literal = textOf(call, 0);
  if (isNull(call, 0)) return sql`NULL`;
  if (literal === undefined) {
    const whens = units.map((one) => sql`WHEN ${quoted(one)} THEN ${print(one)} `);
    return sql`CASE lower(${unit}) ${{ parts: whens }}ELSE ${wrong(unit)} END`;
  }
  const found = units.find((one) => one === literal.toLowerCase());
  if (found) return print(found);
  return sql`CASE WHEN (${value.sql}) IS NOT NULL THEN ${wrong(quoted(literal))} END`;
}
