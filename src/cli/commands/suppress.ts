import {
  checkSql,
  conditionText,
  equalities,
  isInForce,
  isMeant,
  newSuppression,
  type OpenDays,
  previewAsking,
  toSuppression,
} from '../../analysis/detect/index.ts';
import { AppError } from '../../base/errors/index.ts';
import { formatCount } from '../../base/text/index.ts';
import { dayOf } from '../../base/time/index.ts';
import type { CountedSuppression, Detections, MatchRow } from '../../lake/catalog/index.ts';
import { openDesk } from '../../query/desk/index.ts';
import { interruptSignal, renderTable } from '../terminal/index.ts';
import { changing, reading, readingOn } from './alerts-catalog.ts';
import { type Context, printJson } from './context.ts';
import { deskOptions } from './desk-options.ts';
import { parseUntil } from './until.ts';

interface WishFlags {
  readonly rule: string;
  readonly where?: readonly string[];
  readonly sql?: string;
  readonly json?: boolean;
}

interface AddFlags extends WishFlags {
  readonly reason: string;
  readonly owner: string;
  readonly until?: string;
  readonly forever?: boolean;
}

/** `trailglass suppress add`: hides matches that are yet to come. */
export async function runSuppressAdd(flags: AddFlags, context: Context): Promise<void> {
  const { effects } = context;
  const now = effects.now();
  const wish = {
    id: Buffer.from(effects.randomBytes(4)).toString('hex'),
    ...conditionOf(flags),
    reason: flags.reason,
    owner: flags.owner,
    until: untilOf(flags, now),
  };
  const suppression = newSuppression(wish, now);
  const { sql } = wish;
  if (sql !== undefined) await asking(context, (around) => checkSql(sql, around));
  changing(context, (catalog) => catalog.detect({ suppressions: [suppression] }));
  const added = { ...suppression, hits: 0 };
  if (flags.json) return printJson(context, suppressionJson(added));
  await context.terminal.out.write(`Suppression ${added.id} ${endText(added)}.\n`);
}

/** @throws AppError TG_SUPPRESSION_INVALID where neither fields nor SQL say what is hidden */
function conditionOf({ rule, where = [], sql }: WishFlags) {
  if (where.length === 0 && (sql ?? '').trim() === '') {
    throw new AppError('TG_SUPPRESSION_INVALID', 'A suppression needs --where, --sql or both.');
  }
  return { rules: rule, condition: equalities(where), sql };
}

/** Asks the lake, of some days only; Ctrl-C ends it. */
async function asking<T>(
  context: Context,
  ask: (around: { readonly openDays: OpenDays; readonly signal: AbortSignal }) => Promise<T>,
): Promise<T> {
  const options = deskOptions({}, context);
  const interrupt = interruptSignal(() => {});
  const openDays: OpenDays = (days) => openDesk({ ...options, days });
  try {
    return await ask({ openDays, signal: interrupt.signal });
  } finally {
    interrupt.stop();
  }
}

function untilOf({ until, forever }: AddFlags, now: number): number | 'never' | undefined {
  if (forever && until !== undefined) {
    throw new AppError('TG_CLI_USAGE', 'Give either --until or --forever.');
  }
  if (forever) return 'never';
  return until === undefined ? undefined : parseUntil(until, now);
}

/** `trailglass suppress list`. */
export async function runSuppressList(
  flags: { readonly all?: boolean; readonly json?: boolean },
  context: Context,
): Promise<void> {
  const now = context.effects.now();
  const all = reading(context, ({ detections }) => detections.suppressions());
  const listed = flags.all ? all : all.filter((one) => isInForce(one, now));
  if (flags.json) return printJson(context, listed.map(suppressionJson));
  const { out, err } = context.terminal;
  if (listed.length === 0) {
    await err.write('There is no suppression.\n');
    return;
  }
  const columns = ['id', 'hidden', 'rules', 'where', 'reason', 'owner', 'end'].map(
    (name) => ({ name, align: name === 'hidden' ? 'right' : 'left' }) as const,
  );
  const rows = listed.map((one) => [
    ...[one.id, formatCount(one.hits), one.rules, whereText(one)],
    ...[one.reason, one.owner, endText(one)],
  ]);
  await out.write(renderTable(columns, rows, out));
}

/** `trailglass suppress remove ID`. */
export async function runSuppressRemove(
  id: string,
  flags: { readonly json?: boolean },
  context: Context,
): Promise<void> {
  const { effects } = context;
  const removedAt = effects.now();
  changing(context, (catalog) =>
    catalog.detect((stored) => {
      const { hits: _, ...suppression } = inForce(stored, id, removedAt);
      return { suppressions: [{ ...suppression, removedAt, removedBy: effects.user() }] };
    }),
  );
  const removed = reading(context, ({ detections }) => oneOf(detections, id));
  if (flags.json) return printJson(context, removed && suppressionJson(removed));
  await context.terminal.out.write(`Suppression ${id} is removed.\n`);
}

/** `trailglass suppress preview`: what one would have hidden of the stored matches. */
export async function runSuppressPreview(flags: WishFlags, context: Context): Promise<void> {
  const wish = conditionOf(flags);
  const found = await readingOn(context, ({ detections }) =>
    asking(context, (around) =>
      previewAsking(wish, () => matchesOf(detections, wish.rules), around),
    ),
  );
  if (flags.json) return printJson(context, found);
  const { hidden, matches } = found;
  await context.terminal.out.write(
    `It would have hidden ${formatCount(hidden)} of ${formatCount(matches)} matches.\n`,
  );
}

function matchesOf(detections: Detections, pattern: string): Iterable<MatchRow> {
  // What only correlations read raises nothing that could be hidden.
  const ids = detections.rules().flatMap(({ rule, facts }) => (facts === undefined ? [] : [rule]));
  return detections.matches({ rules: ids.filter((id) => isMeant(pattern, id)) });
}

function inForce(stored: Detections, id: string, now: number): CountedSuppression {
  const found = oneOf(stored, id);
  if (found && isInForce(found, now)) return found;
  throw new AppError('TG_SUPPRESSION_UNKNOWN', `There is no suppression ${id} in force.`);
}

function oneOf(stored: Detections, id: string): CountedSuppression | undefined {
  return stored.suppressions().find((one) => one.id === id);
}

function suppressionJson(one: CountedSuppression) {
  return { ...one, condition: toSuppression(one).condition, where: whereText(one) };
}

function whereText(one: CountedSuppression): string {
  const { condition, sql } = toSuppression(one);
  if (sql === undefined) return conditionText(condition);
  const named = `eventid in (${sql.trim().replace(/\s+/g, ' ')})`;
  const isAll = condition.is === 'and' && condition.of.length === 0;
  return isAll ? named : `${conditionText(condition)} and ${named}`;
}

function endText({ expiresAt, removedAt }: CountedSuppression): string {
  if (removedAt !== undefined) return `was removed on ${dayOf(removedAt)}`;
  return expiresAt === undefined ? 'never ends' : `ends on ${dayOf(expiresAt)}`;
}
