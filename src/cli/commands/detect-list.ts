import { isAtLeast, LEVELS, type Level } from '../../base/severity/index.ts';
import { plural } from '../../base/text/index.ts';
import { renderTable } from '../terminal/index.ts';
import { type Context, printJson } from './context.ts';
import { stagedRules } from './detect-promote.ts';
import { type KnownRule, knownRules } from './listed-rules.ts';

export interface DetectListFlags {
  readonly rules?: readonly string[];
  readonly level?: Level;
  readonly json?: boolean;
}

/** `trailglass detect list`: the rules, and what becomes of each. */
export async function runDetectList(flags: DetectListFlags, context: Context): Promise<void> {
  const { listed, refused } = knownRules(flags.rules ?? [], context);
  const wanted = listed.filter(isFrom(flags.level)).toSorted(bySeverity);
  const staged = flags.rules?.length ? new Map<string, number>() : stagedRules(context);
  if (flags.json) {
    return printJson(
      context,
      wanted.map((one) => ruleJson(one, staged)),
    );
  }
  const { out } = context.terminal;
  if (wanted.length > 0)
    await out.write(
      renderTable(
        COLUMNS,
        wanted.map((one) => rowOf(one, staged)),
        out,
      ),
    );
  const counts = `${plural(wanted.length, 'rule')}, ${refused.length} not usable`;
  await out.write(out.colors.dim(`(${counts}: trailglass detect lint says why)\n`));
}

function isFrom(least: Level = 'informational'): (one: KnownRule) => boolean {
  return ({ rule }) => isAtLeast(rule.level, least);
}

function bySeverity({ rule: one }: KnownRule, { rule: other }: KnownRule): number {
  const rank = LEVELS.indexOf(other.level) - LEVELS.indexOf(one.level);
  return rank || (one.title < other.title ? -1 : 1);
}

const COLUMNS = [
  { name: 'level', align: 'left' },
  { name: 'use', align: 'left' },
  { name: 'rule', align: 'left' },
  { name: 'pack', align: 'left' },
  { name: 'note', align: 'left' },
] as const;

/** Since when rules are staged, by id, milliseconds. */
type Staged = ReadonlyMap<string, number>;

function rowOf({ rule, use, why, fault }: KnownRule, staged: Staged): readonly string[] {
  const since = staged.get(rule.id);
  const isTried = since !== undefined && use === 'alerts';
  const tried = isTried ? `staged since ${new Date(since).toISOString().slice(0, 10)}` : undefined;
  return [rule.level, use ?? '', rule.title, rule.pack ?? '', why ?? tried ?? fault ?? ''];
}

function ruleJson({ rule, use, why, fault }: KnownRule, staged: Staged) {
  const since = staged.get(rule.id);
  const { id, name, title, kind, level, status, pack, tags, place } = rule;
  return {
    ...{ rule: id, name: name ?? null, title, kind, level, status: status ?? null },
    ...{ pack: pack ?? null, tags, file: place.file, use: use ?? null },
    ...(since === undefined ? {} : { stagedSince: new Date(since).toISOString() }),
    ...(why === undefined ? {} : { why }),
    ...(fault === undefined ? {} : { fault }),
  };
}
