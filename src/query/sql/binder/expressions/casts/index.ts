import { refuse } from '../../../refusal.ts';
import type { Span } from '../../../syntax/index.ts';
import { spared, type Typed } from '../../../typed.ts';
import {
  displayName,
  isFloating,
  isNumber,
  isTime,
  type Type,
  timeOf,
} from '../../../types/index.ts';
import { parseDateTime } from '../date-text.ts';
import { normalZone } from '../zones.ts';
import { castFragment } from './cast.ts';

export { castFragment } from './cast.ts';
export { JSON_CAST_SCRIPTS } from './json-scripts.ts';
export { CAST_MACROS } from './macros.ts';
export { CAST_SCRIPTS } from './scripts.ts';
export { instantAt, localTime, zoneOf } from './zoned.ts';

/** A cast that the query asks for. @throws Refusal TYPE_MISMATCH at the cast, where Trino has none */
export function castTo(value: Typed, target: Type, place: Span, isTry = false): Typed {
  const to = withZone(value, target);
  const fragment = castFragment(value.sql, value.type, to);
  if (!fragment) {
    const names = `${displayName(value.type)} to ${displayName(to)}`;
    refuse('TYPE_MISMATCH', `Cannot cast ${names}`, place);
  }
  const cast = isTry ? spared(fragment) : fragment;
  const folded = isTry ? {} : foldedConstant(value, to);
  return { type: to, sql: { span: place, parts: cast.parts }, span: place, ...folded };
}

/**
 * A value as the type that it fits without being asked. The types fit: see `canCoerce`.
 * @throws Error when they do not
 */
export function coerce(value: Typed, target: Type): Typed {
  const to = withZone(value, target);
  const fragment = castFragment(value.sql, value.type, to);
  if (!fragment) {
    throw new Error(`${displayName(value.type)} is no ${displayName(target)}.`);
  }
  return { ...value, type: to, sql: fragment, ...foldedConstant(value, to) };
}

/** A constant that the cast leaves as it is. */
function foldedConstant({ constant, type }: Typed, to: Type): Pick<Typed, 'constant'> {
  if (!constant) return {};
  if (constant.value === null || type.is === to.is) return { constant };
  const isKept = isNumber(type) && isNumber(to) && !isFloating(type) && to.is !== 'decimal';
  return isKept && typeof constant.value === 'bigint' ? { constant } : {};
}

/** A zoned target is shown in the zone of the value that it comes from, where the query fixes that. */
function withZone(value: Typed, to: Type): Type {
  if (!isTime(to) || !to.is.endsWith('-zoned') || to.zone !== undefined) return to;
  const zone = isTime(value.type) ? value.type.zone : zoneInText(value);
  return zone === undefined ? to : timeOf(to.is, to.precision, zone);
}

function zoneInText({ constant }: Typed): string | undefined {
  if (typeof constant?.value !== 'string') return undefined;
  const zone = parseDateTime(constant.value)?.zone;
  return zone === undefined ? undefined : normalZone(zone);
}
