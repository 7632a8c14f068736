import { AppError } from '../../base/errors/index.ts';
import { parseTime, type TimeRange } from '../../base/time/index.ts';

export interface TimeFlags {
  readonly from?: string;
  readonly to?: string;
}

/** What `--from` and `--to` say. @throws AppError TG_TIME_INVALID */
export function timeRange({ from, to }: TimeFlags, now: number): TimeRange {
  const range = {
    ...(from === undefined ? {} : { from: parseTime(from, now) }),
    ...(to === undefined ? {} : { to: parseTime(to, now) }),
  };
  if (range.from !== undefined && range.to !== undefined && range.from >= range.to) {
    throw new AppError('TG_TIME_INVALID', `--from ${from} is not before --to ${to}.`);
  }
  return range;
}

/** The same as `eventtime` writes it: ISO 8601, in seconds. */
export function eventTimes(flags: TimeFlags, now: number): TimeFlags {
  const { from, to } = timeRange(flags, now);
  return {
    ...(from === undefined ? {} : { from: isoSeconds(from) }),
    ...(to === undefined ? {} : { to: isoSeconds(to) }),
  };
}

/** A part of a second that has begun counts as the next: `eventtime` has whole ones. */
function isoSeconds(ms: number): string {
  return new Date(Math.ceil(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}
