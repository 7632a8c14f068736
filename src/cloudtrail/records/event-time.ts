/** A time of a record: microseconds since 1970, UTC; `isUsual` when written as CloudTrail writes it. */
export interface EventTime {
  readonly micros: number;
  readonly isUsual: boolean;
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;
const COMPACT = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;
const PLAIN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const USUAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z$/;

/**
 * Reads a time as CloudTrail (`2026-01-31T12:00:00Z`) and the tools that copy its records write it: with an
 * offset, with a blank for the T, without separators, as seconds or milliseconds since 1970. No zone means UTC.
 */
export function readEventTime(text: string): EventTime | undefined {
  if (PLAIN.test(text)) return plainTime(text);
  const trimmed = text.trim();
  const parts = ISO.exec(trimmed) ?? COMPACT.exec(trimmed);
  const micros = parts ? fromParts(parts) : fromEpoch(trimmed);
  return micros === undefined ? undefined : { micros, isUsual: USUAL.test(text) };
}

/** Nearly all times are written like this: without the pieces it takes a fifth of the time. */
function plainTime(text: string): EventTime | undefined {
  const ms = fromIso(text, Number(text.slice(8, 10)));
  return ms === undefined ? undefined : { micros: ms * 1000, isUsual: true };
}

// Date.parse rolls 31 June over to 1 July, and 24:00 to the next day: such a time is none.
function fromIso(iso: string, day: number): number | undefined {
  const ms = Date.parse(iso);
  return Number.isNaN(ms) || new Date(ms).getUTCDate() !== day || ms < 0 ? undefined : ms;
}

function fromParts(parts: RegExpExecArray): number | undefined {
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = parts;
  const ms = fromIso(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`, Number(day));
  if (ms === undefined) return undefined;
  const micros = Number(fraction.slice(0, 6).padEnd(6, '0'));
  return (ms - offsetMs(zone)) * 1000 + micros;
}

function offsetMs(zone: string): number {
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!parts) return 0;
  const minutes = Number(parts[2]) * 60 + Number(parts[3]);
  return (parts[1] === '-' ? -minutes : minutes) * 60_000;
}

// Between 1990 and 2100: seconds have 9 or 10 digits, milliseconds 12 or 13.
function fromEpoch(text: string): number | undefined {
  if (!/^\d{9,13}(?:\.\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  const micros = Math.round(value < 1e11 ? value * 1e6 : value * 1e3);
  return micros > 631_152_000e6 && micros < 4_102_444_800e6 ? micros : undefined;
}
