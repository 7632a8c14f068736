import {
  type Comparison,
  compare,
  type Period,
  type Volume,
} from '../../../analysis/throttle/index.ts';
import { AppError } from '../../../base/errors/index.ts';
import { parseTime } from '../../../base/time/index.ts';
import { type Context, printJson } from '../context.ts';
import type { Asked } from './asked.ts';
import { comparisonTable, daysLine, perThousand } from './comparison-table.ts';
import { momentOf } from './words.ts';

/** `trailglass throttling --compare FROM..TO FROM..TO`. @throws AppError TG_CLI_USAGE, TG_TIME_INVALID */
export async function runComparison(
  ranges: readonly string[],
  { engine, scope, flags, signal }: Asked,
  context: Context,
): Promise<void> {
  const now = context.effects.now();
  const [before, after, ...more] = ranges.map((range) => ({ ...scope, ...periodOf(range, now) }));
  if (!before || !after || more.length > 0) throw usage('--compare takes two times.');
  const found = await compare(engine, { before, after }, signal);
  if (flags.json) return printJson(context, comparisonJson(found, { before, after }));
  const { out } = context.terminal;
  if (found.buckets.length === 0) {
    await out.write('No call was throttled in either time, as far as CloudTrail tells.\n');
    return;
  }
  const times = `before: ${wordsOf(before)}; after: ${wordsOf(after)}`;
  await out.write(`${daysLine(found)}\n${times}\n\n${comparisonTable(found, out)}`);
}

function periodOf(range: string, now: number): Pick<Period, 'from' | 'to'> {
  const [from, to, ...more] = range.split('..');
  if (!from || !to || more.length > 0) throw usage(`"${range}" is not FROM..TO.`);
  const period = { from: parseTime(from, now), to: parseTime(to, now) };
  if (period.from >= period.to) throw usage(`"${range}" ends before it begins.`);
  return period;
}

function wordsOf({ from, to }: Period): string {
  return `${momentOf(from / 1000)} to ${momentOf(to / 1000)}`;
}

function usage(message: string): AppError {
  const hint = 'Write --compare T-14d..T-7d T-7d..T, or --compare 2026-06-01..2026-06-08 ...';
  return new AppError('TG_CLI_USAGE', message, { hint });
}

function comparisonJson(
  { weekdays, total, buckets }: Comparison,
  periods: Readonly<Record<'before' | 'after', Period>>,
) {
  const told = (volume: Volume) => ({ ...volume, perThousand: perThousand(volume) });
  const timed = ({ from, to }: Period, volume: Volume) => ({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    ...told(volume),
  });
  return {
    before: timed(periods.before, total.before),
    after: timed(periods.after, total.after),
    weekdays,
    buckets: buckets.map(({ before, after, ...bucket }) => ({
      ...bucket,
      before: told(before),
      after: told(after),
    })),
  };
}
