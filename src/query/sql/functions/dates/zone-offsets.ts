import { offsetOf } from './zones.ts';

const MINUTE = 60_000;

/** Minutes that a zone's clocks are ahead of UTC at an instant (milliseconds since 1970). */
export function offsetAt(zone: string, instant: number): number {
  const fixed = zone === 'UTC' ? 0 : offsetOf(zone);
  if (fixed !== undefined) return fixed;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = new Map(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return Math.round((wall - Math.floor(instant / 1000) * 1000) / MINUTE);
}

/** The instant at which a zone's clocks show a wall clock; the earlier one where they show it twice. */
export function instantAt(zone: string, wall: number): number {
  const before = offsetAt(zone, wall - 24 * 60 * MINUTE);
  const early = wall - before * MINUTE;
  if (offsetAt(zone, early) === before) return early;
  const after = offsetAt(zone, wall + 24 * 60 * MINUTE);
  const late = wall - after * MINUTE;
  return offsetAt(zone, late) === after ? late : early;
}
