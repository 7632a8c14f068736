import { formatBytes, formatCount, plural } from '../../base/text/index.ts';
import { compact, type Finding, fsck, lakeInfo, openLake, retain } from '../../lake/parts/index.ts';
import { renderTable } from '../terminal/index.ts';
import { type Context, printJson } from './context.ts';

interface JsonFlag {
  readonly json?: boolean;
}

/** `trailglass lake info`: days, parts and sizes. */
export async function runLakeInfo(flags: JsonFlag, context: Context): Promise<void> {
  const info = lakeInfo(context.config().config.home);
  if (flags.json) return printJson(context, info);
  const { out } = context.terminal;
  const columns = [
    { name: 'table', align: 'left' },
    { name: 'day', align: 'left' },
    { name: 'parts', align: 'right' },
    { name: 'rows', align: 'right' },
    { name: 'size', align: 'right' },
    { name: 'JSON', align: 'right' },
  ] as const;
  const rows = info.days.map(({ kind, day, parts, rows: count, bytes, rawBytes }) => [
    ...[kind, day, formatCount(parts), formatCount(count)],
    ...[formatBytes(bytes), formatBytes(rawBytes)],
  ]);
  await out.write(renderTable(columns, rows, out));
  const total = `${plural(info.rows, 'row')} in ${plural(info.parts, 'part')}, ${formatBytes(info.bytes)}`;
  await out.write(out.colors.dim(`(${total})\n`));
}

/** `trailglass lake fsck`: catalog against disk; exit 1 when something is wrong and not repaired. */
export async function runLakeFsck(
  flags: JsonFlag & { readonly repair?: boolean },
  context: Context,
): Promise<void> {
  const report = fsck(context.config().config.home, { repair: flags.repair ?? false });
  const open = report.findings.filter(({ repaired }) => !repaired);
  if (open.length > 0) context.exitWith(1);
  if (flags.json) return printJson(context, report);
  const { out } = context.terminal;
  for (const finding of report.findings) await out.write(`${findingLine(finding)}\n`);
  const state =
    open.length === 0 ? 'sound' : `${plural(open.length, 'problem')}; --repair mends leftovers`;
  await out.write(`${plural(report.parts, 'part')} checked: ${state}.\n`);
}

function findingLine({ problem, path, detail, repaired }: Finding): string {
  return `${repaired ? 'repaired' : 'found'}: ${problem}: ${path}: ${detail}`;
}

/** `trailglass lake compact`: merges small parts. */
export async function runLakeCompact(flags: JsonFlag, context: Context): Promise<void> {
  const lake = openLake(context.config().config.home, context.effects);
  try {
    const result = compact(lake, context.effects);
    if (flags.json) return await printJson(context, result);
    const { days, partsBefore, partsAfter, rows, bytesBefore, bytesAfter } = result;
    if (days === 0) {
      await context.terminal.out.write('No day has small parts to merge.\n');
      return;
    }
    await context.terminal.out.write(
      `${plural(partsBefore, 'part')} of ${plural(days, 'day')} became ${formatCount(partsAfter)}: ` +
        `${plural(rows, 'row')}, ${formatBytes(bytesBefore)} became ${formatBytes(bytesAfter)}.\n`,
    );
  } finally {
    lake.close();
  }
}

/** `trailglass lake retain --days N`: drops older days. */
export async function runLakeRetain(
  flags: JsonFlag & { readonly days: number },
  context: Context,
): Promise<void> {
  const lake = openLake(context.config().config.home, context.effects);
  try {
    const result = retain(lake, { days: flags.days, now: context.effects.now() });
    if (flags.json) return await printJson(context, result);
    const { first, parts, rows, bytes } = result;
    await context.terminal.out.write(
      `${plural(rows, 'row')} in ${plural(parts, 'part')} (${formatBytes(bytes)}) before ${first} removed.\n`,
    );
  } finally {
    lake.close();
  }
}
