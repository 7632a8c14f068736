import { AppError } from '../../base/errors/index.ts';
import { formatBytes, visible } from '../../base/text/index.ts';
import { type Catalog, openCatalog, type QuarantineRow } from '../../lake/catalog/index.ts';
import { renderTable } from '../terminal/index.ts';
import { collectWithProgress, report } from './collect.ts';
import { type Context, printJson } from './context.ts';

/** The trail of what `collect -` read. */
const STDIN = '-';

interface JsonFlag {
  readonly json?: boolean;
}

/** `trailglass quarantine list`: what was not taken in, where and why. */
export async function runQuarantineList(
  flags: JsonFlag & { readonly all?: boolean },
  context: Context,
): Promise<void> {
  const entries = withCatalog(context, (catalog) =>
    catalog.quarantine(flags.all ? {} : { state: 'open' }),
  );
  if (flags.json) return printJson(context, entries.map(withoutRaw));
  const { out, err } = context.terminal;
  if (entries.length === 0) {
    await err.write('The quarantine is empty.\n');
    return;
  }
  const columns = [
    { name: 'id', align: 'right' },
    { name: 'bytes', align: 'left' },
    { name: 'reason', align: 'left' },
    { name: 'object', align: 'left' },
  ] as const;
  const rows = entries.map((entry) => [entry.id, rangeOf(entry), entry.reason, entry.key]);
  await out.write(renderTable(columns, rows, out));
  await err.write('Next: trailglass quarantine show ID\n');
}

/** `trailglass quarantine show ID`: one entry with the text in question. */
export async function runQuarantineShow(
  id: string,
  flags: JsonFlag,
  context: Context,
): Promise<void> {
  const entry = withCatalog(context, (catalog) => catalog.quarantineEntry(Number(id)));
  if (!entry) {
    throw new AppError('TG_CLI_USAGE', `There is no quarantine entry ${id}.`, {
      hint: 'trailglass quarantine list --all shows their ids.',
    });
  }
  const text = entry.raw ? Buffer.from(entry.raw).toString('utf8') : null;
  if (flags.json) return printJson(context, { ...withoutRaw(entry), text });
  const { out } = context.terminal;
  const { bold } = out.colors;
  const lines: readonly (readonly [label: string, value: string])[] = [
    ['Object', `${entry.trail === 'files' ? '' : `${entry.trail}/`}${entry.key}`],
    ['Bytes', rangeOf(entry) || 'the whole object'],
    ['Reason', entry.reason],
    ['Since', new Date(entry.at).toISOString()],
    ['State', entry.state],
  ];
  for (const [label, value] of lines)
    await out.write(`${bold(label.padEnd(8))} ${visible(value)}\n`);
  if (text !== null && text !== '') {
    const size = formatBytes(entry.raw?.length ?? 0);
    await out.write(`\n${out.colors.dim(`The first ${size} of it:`)}\n${shown(text)}\n`);
  }
}

/** `trailglass quarantine retry [ID...]`: reads the objects of open entries again. */
export async function runQuarantineRetry(
  ids: readonly string[],
  flags: JsonFlag,
  context: Context,
): Promise<void> {
  const open = withCatalog(context, (catalog) => catalog.quarantine({ state: 'open' }));
  const asked = ids.length > 0 ? open.filter(({ id }) => ids.includes(String(id))) : open;
  const chosen = asked.filter(({ trail }) => trail !== STDIN);
  if (chosen.length < asked.length) {
    await context.terminal.err.write('What came from standard input cannot be read again.\n');
  }
  if (chosen.length === 0) {
    await context.terminal.err.write('There is nothing to retry.\n');
    if (flags.json) await printJson(context, null);
    return;
  }
  const { config } = context.config();
  const addresses = new Set(chosen.map(addressOf));
  const summary = await collectWithProgress(context, {
    home: config.home,
    trails: [...addresses].map((address) => ({ address })),
    again: new Set(chosen.map(({ key }) => key)),
  });
  await report(summary, flags.json ?? false, context);
}

function addressOf({ trail, key }: QuarantineRow): string {
  return trail === 'files' ? key : `${trail}/${key}`;
}

function withCatalog<T>(context: Context, use: (catalog: Catalog) => T): T {
  const catalog = openCatalog(context.config().config.home, { readonly: true });
  try {
    return use(catalog);
  } finally {
    catalog.close();
  }
}

function withoutRaw({ raw: _, ...entry }: QuarantineRow) {
  return entry;
}

function rangeOf({ byteStart, byteEnd }: QuarantineRow): string {
  return byteStart === undefined || byteEnd === undefined ? '' : `${byteStart}-${byteEnd}`;
}

/** Lines stay lines; what could steer the terminal does not. */
function shown(text: string): string {
  return text.split('\n').map(visible).join('\n');
}
