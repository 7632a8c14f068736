import type { Comparison, Volume } from '../../../analysis/throttle/index.ts';
import { formatCount } from '../../../base/text/index.ts';
import { type Output, renderTable } from '../../terminal/index.ts';
import { apiName, percent, shortService } from './words.ts';

const WEEKDAYS = [
  'Sundays',
  'Mondays',
  'Tuesdays',
  'Wednesdays',
  'Thursdays',
  'Fridays',
  'Saturdays',
];

/** Which days count, in words. */
export function daysLine({ weekdays, haveCommonDays }: Comparison): string {
  if (!haveCommonDays) return 'Throttles per 1,000 calls, on all days: the times share no weekday.';
  if (weekdays.length === WEEKDAYS.length) return 'Throttles per 1,000 calls, on all weekdays.';
  return `Throttles per 1,000 calls, on ${weekdays.map((day) => WEEKDAYS[day]).join(', ')}.`;
}

/** The rate of each time, and beside it how many of how many calls that is. */
const COLUMNS = [
  { name: 'bucket', align: 'left' },
  { name: 'before', align: 'right' },
  { name: 'throttled', align: 'right' },
  { name: 'after', align: 'right' },
  { name: 'throttled', align: 'right' },
  { name: 'change', align: 'right' },
  { name: 'account', align: 'left' },
  { name: 'region', align: 'left' },
] as const;

/** A bucket a line, and all of them last. */
export function comparisonTable({ buckets, total }: Comparison, out: Output): string {
  const rows = buckets.map(({ account, region, service, api, before, after }) => [
    `${shortService(service)} ${apiName(api)}`,
    ...cellsOf(before, after),
    ...[account, region],
  ]);
  const all = ['all of them', ...cellsOf(total.before, total.after), '', ''];
  return renderTable(COLUMNS, [...rows, all], out);
}

function cellsOf(before: Volume, after: Volume): readonly string[] {
  return [...volumeCells(before), ...volumeCells(after), changeOf(before, after)];
}

function volumeCells(volume: Volume): readonly string[] {
  const rate = perThousand(volume);
  const counts = `${formatCount(volume.throttled)} of ${formatCount(volume.calls)}`;
  return [rate === null ? '-' : rate.toFixed(1), counts];
}

function changeOf(before: Volume, after: Volume): string {
  const [was, is] = [perThousand(before), perThousand(after)];
  if (was === null || is === null || was === is) return '';
  if (was === 0) return 'new';
  return `${is > was ? '+' : '-'}${percent(Math.abs(is - was) / was)}`;
}

/** Throttles per 1,000 calls; null: nobody called. */
export function perThousand({ calls, throttled }: Volume): number | null {
  return calls === 0 ? null : (1000 * throttled) / calls;
}
