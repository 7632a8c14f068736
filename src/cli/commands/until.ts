import { parseTime } from '../../base/time/index.ts';

/** A time to come: as any other, and `T+7d` for seven days from now. @throws AppError TG_TIME_INVALID */
export function parseUntil(text: string, now: number): number {
  if (!text.startsWith('T+')) return parseTime(text, now);
  return 2 * now - parseTime(text.replace('+', '-'), now);
}
