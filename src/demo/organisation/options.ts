import { availableParallelism } from 'node:os';
import { AppError } from '../../base/errors/index.ts';
import { type Day, dayNumber, dayOfNumber } from '../../base/time/index.ts';

/** What to generate. The same events, days, seed, end and files give the same bytes. */
export interface GenerateOptions {
  /** Target folder: created; must be empty or absent. */
  readonly dir: string;
  /** Unique events in `CloudTrail/` files; copies of the same event come on top. */
  readonly events: number;
  readonly days: number;
  /** A whole number. */
  readonly seed: number;
  /** The last day, UTC; 2026-06-30 unless given. */
  readonly end?: Day;
  /**
   * Log files, about. Unless given, one for each account, region and five minutes in which something
   * happened, as CloudTrail does. Fewer hold longer spans, so that their first events wait longer.
   */
  readonly files?: number;
  /** Worker threads, one a core up to four unless given; never changes what is written. */
  readonly workers?: number;
  readonly onProgress?: (done: { readonly events: number; readonly files: number }) => void;
}

/** Checked options, as worker threads get them. */
export interface Settings {
  readonly dir: string;
  readonly events: number;
  readonly days: number;
  readonly seed: number;
  /** Days since 1970 of the first day. */
  readonly firstDay: number;
  /** Null: CloudTrail's own five-minute files. */
  readonly files: number | null;
  readonly workers: number;
}

const DEFAULT_END = '2026-06-30' as Day;
const MOST_WORKERS = 4;
const MOST_DAYS = 3660;

/** @throws AppError TG_CLI_USAGE */
export function settle(options: GenerateOptions): Settings {
  const { dir, events, days, seed } = options;
  requireWhole('events', events, 1, 1e12);
  requireWhole('days', days, 1, MOST_DAYS);
  requireWhole('seed', seed, -0x80000000, 0xffffffff);
  if (options.files !== undefined) requireWhole('files', options.files, 1, 1e9);
  if (options.workers !== undefined) requireWhole('workers', options.workers, 1, 1024);
  const lastDay = dayNumber(options.end ?? DEFAULT_END);
  if (!Number.isInteger(lastDay)) {
    throw new AppError('TG_CLI_USAGE', `end is "${options.end}", which is not a day.`);
  }
  return {
    dir,
    events,
    days,
    seed,
    firstDay: lastDay - days + 1,
    files: options.files ?? null,
    workers: Math.min(options.workers ?? defaultWorkers(), days),
  };
}

/** The day of an index counted from the first. */
export function dayAt(settings: Settings, index: number): Day {
  return dayOfNumber(settings.firstDay + index);
}

function defaultWorkers(): number {
  return Math.min(MOST_WORKERS, availableParallelism());
}

function requireWhole(name: string, value: number, from: number, to: number): void {
  if (Number.isInteger(value) && value >= from && value <= to) return;
  throw new AppError(
    'TG_CLI_USAGE',
    `${name} is ${value}; it must be a whole number from ${from} to ${to}.`,
  );
}
