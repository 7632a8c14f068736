import {
  type Collection,
  newestEvent,
  type RuleHits,
  readSigmaFolder,
  scanCollection,
} from '../../analysis/detect/index.ts';
import { AppError } from '../../base/errors/index.ts';
import { isAtLeast, LEVELS, type Level } from '../../base/severity/index.ts';
import { formatCount, plural } from '../../base/text/index.ts';
import { renderTable } from '../terminal/index.ts';
import { reading } from './alerts-catalog.ts';
import { interruptible, timesOf } from './ask-calls.ts';
import { type Context, printJson } from './context.ts';
import { deskOptions } from './desk-options.ts';
import { placeholdersOf } from './detect-rules.ts';
import { FOUND } from './exit-codes.ts';
import type { TimeFlags } from './times.ts';

export interface DetectScanFlags extends TimeFlags {
  readonly rules: readonly string[];
  readonly output?: 'table' | 'ndjson';
  readonly failOn?: Level;
  readonly json?: boolean;
}

/** What a scan says of one rule: a line of `--output ndjson`. */
interface ScanLine {
  readonly rule: string | null;
  readonly title: string | null;
  readonly level: Level | null;
  readonly matches: number;
  readonly events: readonly string[];
  /** Why it cannot be used; null where it was. */
  readonly refused: string | null;
}

/** `trailglass detect scan`: hunts with any rules over the lake, and keeps nothing. */
export async function runDetectScan(flags: DetectScanFlags, context: Context): Promise<void> {
  const times = timesOf(flags, context);
  const collections = flags.rules.map((folder) =>
    readSigmaFolder(folder, { placeholders: placeholdersOf(context) }),
  );
  const newest = reading(context, (catalog) => newestEvent(catalog, context.effects.now()));
  const lines = await interruptible(deskOptions({}, context), async (engine, signal) => {
    const all: ScanLine[] = [];
    for (const collection of collections) {
      const hits = await scanCollection(collection, engine, { ...times, newest, signal });
      all.push(...linesOf(collection, hits));
    }
    return all;
  });
  if (lines.length === 0) throw nothingToScan(flags.rules);
  if (flags.failOn !== undefined && lines.some(isFoundFrom(flags.failOn))) context.exitWith(FOUND);
  await printed(lines, flags, context);
}

function linesOf(
  { rules, correlations, refused }: Collection,
  hits: readonly RuleHits[],
): readonly ScanLine[] {
  const used = [...rules, ...correlations].map(({ id, title, level }, at): ScanLine => {
    const { matches = 0, events = [] } = hits[at] ?? {};
    return { rule: id, title, level, matches, events, refused: null };
  });
  const others = refused.map(({ id, title, place, reason }): ScanLine => {
    const where = `${place.file}, document ${place.document}, line ${place.line}`;
    const known = { rule: id ?? null, title: title ?? null, level: null };
    return { ...known, matches: 0, events: [], refused: `${where}: ${reason}` };
  });
  return [...used, ...others];
}

function isFoundFrom(least: Level): (line: ScanLine) => boolean {
  return ({ level, matches }) => matches > 0 && level !== null && isAtLeast(level, least);
}

function nothingToScan(folders: readonly string[]): AppError {
  return new AppError(
    'TG_CLI_USAGE',
    `There are no rules for CloudTrail in ${folders.join(', ')}.`,
    {
      hint: 'Name a file or a folder of Sigma rules: files that end in .yml or .yaml.',
    },
  );
}

async function printed(
  lines: readonly ScanLine[],
  { json, output }: DetectScanFlags,
  context: Context,
): Promise<void> {
  if (json) return printJson(context, lines);
  const { out } = context.terminal;
  if (output === 'ndjson') {
    await out.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return;
  }
  const found = lines.filter(({ matches }) => matches > 0).toSorted(mostSevereFirst);
  if (found.length > 0) await out.write(renderTable(COLUMNS, found.map(rowOf), out));
  const refused = lines.filter((line) => line.refused !== null);
  for (const { title, refused: why } of refused) {
    await out.write(out.colors.dim(`not usable: ${title ?? 'a document'}: ${why}\n`));
  }
  const used = lines.length - refused.length;
  await out.write(
    out.colors.dim(
      `(${found.length} of ${plural(used, 'rule')} matched; ${refused.length} not usable)\n`,
    ),
  );
}

const COLUMNS = [
  { name: 'level', align: 'left' },
  { name: 'matches', align: 'right' },
  { name: 'rule', align: 'left' },
  { name: 'first event', align: 'left' },
] as const;

function mostSevereFirst(one: ScanLine, other: ScanLine): number {
  const rank = ({ level }: ScanLine) => (level === null ? -1 : LEVELS.indexOf(level));
  return rank(other) - rank(one) || other.matches - one.matches;
}

function rowOf({ level, matches, title, events }: ScanLine): readonly string[] {
  return [level ?? '', formatCount(matches), title ?? '', events[0] ?? ''];
}
