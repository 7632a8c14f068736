import { type CountrySource, countrySource } from '../../analysis/callers/index.ts';
import { formatBytes, formatCount, formatSeconds, plural } from '../../base/text/index.ts';
import { type CatalogStatus, openCatalog } from '../../lake/catalog/index.ts';
import { renderTable } from '../terminal/index.ts';
import { type Context, printJson } from './context.ts';

/** `trailglass status`: what is there, how complete, how fresh. */
export async function runStatus(
  flags: { readonly json?: boolean },
  context: Context,
): Promise<void> {
  const { home, enrichment } = context.config().config;
  const catalog = openCatalog(home, { readonly: true });
  try {
    const status = catalog.status();
    const countries = await countrySource(enrichment);
    if (flags.json) {
      return await printJson(context, { home, ...status, ...(countries ? { countries } : {}) });
    }
    await print(home, { ...status, countries }, context);
  } finally {
    catalog.close();
  }
}

interface Status extends CatalogStatus {
  readonly countries: CountrySource | undefined;
}

async function print(home: string, status: Status, context: Context): Promise<void> {
  const { out } = context.terminal;
  const { bold } = out.colors;
  const { objects, duplicates } = status.intake;
  const lines: readonly (readonly [label: string, value: string])[] = [
    ['Home', home],
    ['Events', eventsOf(status)],
    ['Days', daysOf(status)],
    ['Freshness', freshness(status, context.effects.now())],
    [
      'Objects',
      `${formatCount(objects.committed)} taken in, ${formatCount(objects.skipped)} no logs, ` +
        `${formatCount(objects.quarantined)} with faults`,
    ],
    ['Duplicates', formatCount(duplicates)],
    ['Quarantine', plural(status.openQuarantine, 'open entry', 'open entries')],
    [
      'Size',
      `${formatBytes(status.bytes)} in ${plural(status.parts, 'part')}, from ` +
        `${formatBytes(status.intake.bytes)} of logs`,
    ],
    ['Countries', countriesOf(status)],
  ];
  for (const [label, value] of lines) await out.write(`${bold(label.padEnd(11))} ${value}\n`);
  const columns = [
    { name: 'trail', align: 'left' },
    { name: 'objects', align: 'right' },
    { name: 'rows', align: 'right' },
    { name: 'duplicates', align: 'right' },
    { name: 'refused', align: 'right' },
    { name: 'logs', align: 'right' },
  ] as const;
  const rows = status.trails.map((trail) => [
    trail.name,
    formatCount(trail.objects.committed + trail.objects.quarantined + trail.objects.skipped),
    ...[trail.rows, trail.duplicates, trail.rejected].map(formatCount),
    formatBytes(trail.bytes),
  ]);
  await out.write(`\n${renderTable(columns, rows, out)}`);
}

function countriesOf({ countries }: Status): string {
  if (!countries) return 'of no address';
  const { source, license, made } = countries;
  return `of addresses, approximate: ${source}, ${made}${license === undefined ? '' : `, ${license}`}`;
}

/** The trails below count the rows of all tables. */
function eventsOf({ events, rows }: CatalogStatus): string {
  const others = rows - events;
  const more = others > 0 ? `, and ${plural(others, 'row')} of other tables` : '';
  return `${formatCount(events)}${more}`;
}

function daysOf({ days, firstTs, lastTs }: CatalogStatus): string {
  if (firstTs === undefined || lastTs === undefined) return '0';
  return `${formatCount(days)}, from ${isoOf(firstTs)} to ${isoOf(lastTs)}`;
}

function freshness({ lastTs, lastCommit }: CatalogStatus, now: number): string {
  if (lastTs === undefined || !lastCommit) return 'nothing collected yet';
  const since = (ms: number) =>
    ms > now
      ? `${formatSeconds((ms - now) / 1000)} ahead`
      : `${formatSeconds((now - ms) / 1000)} ago`;
  return `last event ${since(lastTs / 1000)}; last commit ${since(lastCommit.at)}`;
}

function isoOf(micros: number): string {
  return new Date(micros / 1000).toISOString();
}
