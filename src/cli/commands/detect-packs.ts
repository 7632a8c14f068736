import { resolve } from 'node:path';
import {
  type DroppedSetting,
  keepSettings,
  LEVELS,
  newPack,
  type Pack,
  readPacks,
  readSigmaFolder,
  withPack,
  writePacks,
} from '../../analysis/detect/index.ts';
import { AppError } from '../../base/errors/index.ts';
import type { Level } from '../../base/severity/index.ts';
import { nearest, plural } from '../../base/text/index.ts';
import { renderTable } from '../terminal/index.ts';
import { type Context, printJson } from './context.ts';
import { configuredRuleSet, placeholdersOf } from './detect-rules.ts';

interface AddFlags {
  readonly name?: string;
  readonly level?: Level;
  readonly json?: boolean;
}

/** `trailglass detect packs add FOLDER`: rules of others, read where they lie; what was set of a pack of the name stays. */
export async function runPacksAdd(
  folder: string,
  flags: AddFlags,
  context: Context,
): Promise<void> {
  const { home } = context.config().config;
  const path = resolve(folder);
  const { name = nameOf(path) } = flags;
  const packs = readPacks(home);
  const before = packs.find((one) => one.name === name);
  const level = flags.level ?? before?.level;
  const added = newPack({ name, path, ...(level === undefined ? {} : { level }) });
  const { rules, correlations, refused } = readSigmaFolder(path, {
    placeholders: placeholdersOf(context),
    pack: name,
  });
  const used = rules.length + correlations.length;
  if (used === 0) throw noRules(path);
  // One that waits for a list of yours is there all the same.
  const ids = [...rules, ...correlations, ...refused].flatMap(({ id }) => id ?? []);
  const { pack, dropped } = keepSettings(added, before ?? added, new Set(ids));
  writePacks(home, withPack(packs, pack));
  if (flags.json) return printJson(context, { ...pack, rules: used, refused, dropped });
  const { out } = context.terminal;
  await out.write(
    `${name}: ${plural(used, 'rule')} from ${path}; those of ${pack.level} and above raise alerts, ${refused.length} not usable.\n`,
  );
  await out.write(`${settingsText(pack, dropped)}Next: trailglass detect run\n`);
}

/** What became of settings that were made before. */
function settingsText({ off, levels }: Pack, dropped: readonly DroppedSetting[]): string {
  const kept = new Set([...off, ...Object.keys(levels)]).size;
  const gone = dropped.map(({ rule, off: isOff, level }) => {
    const set = [isOff && 'off', level].filter(Boolean).join(', ');
    return `  ${rule} (${set})\n`;
  });
  return [
    kept === 0 ? '' : `What was set of ${plural(kept, 'rule')} stays.\n`,
    gone.length === 0 ? '' : `Dropped, since the pack has no such rule any more:\n${gone.join('')}`,
  ].join('');
}

/** `trailglass detect packs list`. */
export async function runPacksList(
  flags: { readonly json?: boolean },
  context: Context,
): Promise<void> {
  const { listed } = configuredRuleSet(context);
  const counts = Map.groupBy(listed, ({ rule }) => rule.pack ?? '');
  const packs = readPacks(context.config().config.home).map((pack) => {
    const all = counts.get(pack.name) ?? [];
    return { ...pack, rules: all.length, active: all.filter(({ use }) => use !== 'off').length };
  });
  if (flags.json) return printJson(context, packs);
  const { out } = context.terminal;
  if (packs.length === 0) {
    await out.write('There is none: trailglass detect packs add FOLDER adds one.\n');
    return;
  }
  const columns = ['pack', 'rules', 'active', 'level', 'folder'].map(
    (name) => ({ name, align: name === 'rules' || name === 'active' ? 'right' : 'left' }) as const,
  );
  const rows = packs.map((one) => [
    ...[one.name, String(one.rules), String(one.active), one.level, one.path],
  ]);
  await out.write(renderTable(columns, rows, out));
}

/** `trailglass detect packs remove NAME`: its alerts stay. */
export async function runPacksRemove(name: string, context: Context): Promise<void> {
  const { home } = context.config().config;
  changePack(home, name, () => undefined);
  await context.terminal.out.write(
    `${name} is no longer used; its alerts stay, and so do its files.\n`,
  );
}

interface SetFlags {
  readonly level?: string;
  readonly off?: boolean;
  readonly on?: boolean;
}

/** `trailglass detect packs set NAME [RULE]`: the least level of a pack, or the level of one of its rules, or off. */
export async function runPacksSet(
  name: string,
  rule: string | undefined,
  flags: SetFlags,
  context: Context,
): Promise<void> {
  const { home } = context.config().config;
  const level = levelOf(flags.level);
  changePack(home, name, (pack) => {
    if (rule === undefined) return { ...pack, level: level ?? pack.level };
    checkRule(pack, rule, context);
    return withRule(pack, rule, flags, level);
  });
  await context.terminal.out.write(`Noted. trailglass detect list shows what is used.\n`);
}

/** @throws AppError TG_CLI_USAGE for an id that no rule of the pack has */
function checkRule({ name, path, off, levels }: Pack, id: string, context: Context): void {
  // What was set once can be set back, though the rule is gone.
  if (off.includes(id) || Object.hasOwn(levels, id)) return;
  const { rules, correlations } = readSigmaFolder(path, {
    placeholders: placeholdersOf(context),
    pack: name,
  });
  if ([...rules, ...correlations].some((one) => one.id === id)) return;
  throw new AppError('TG_CLI_USAGE', `The pack ${name} has no rule ${id}.`, {
    hint: 'trailglass detect list --json shows the ids.',
  });
}

function withRule(pack: Pack, rule: string, { off, on }: SetFlags, level: Level | undefined): Pack {
  const others = pack.off.filter((id) => id !== rule);
  return {
    ...pack,
    off: off ? [...others, rule] : on || level !== undefined ? others : pack.off,
    levels: level === undefined ? pack.levels : { ...pack.levels, [rule]: level },
  };
}

function changePack(home: string, name: string, change: (pack: Pack) => Pack | undefined): void {
  const packs = readPacks(home);
  if (!packs.some((one) => one.name === name)) throw unknownPack(name, packs);
  const changed = packs.flatMap((one) => (one.name === name ? (change(one) ?? []) : one));
  writePacks(home, changed);
}

function levelOf(text: string | undefined): Level | undefined {
  if (text === undefined) return undefined;
  const level = LEVELS.find((one) => one === text);
  if (level) return level;
  throw new AppError('TG_CLI_USAGE', `"${text}" is no level. There are ${LEVELS.join(', ')}.`);
}

/** The last part of a path, as far as it can be a name. */
function nameOf(path: string): string {
  const last = path.split(/[\\/]/).findLast((part) => part !== '') ?? '';
  return last
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[-_]+/, '');
}

function noRules(path: string): AppError {
  return new AppError('TG_CLI_USAGE', `There is no usable rule for CloudTrail in ${path}.`, {
    hint: 'trailglass detect lint says what is wrong with each file.',
  });
}

function unknownPack(name: string, packs: readonly Pack[]): AppError {
  const names = packs.map((one) => one.name);
  const meant = nearest(name, names);
  return new AppError('TG_CLI_USAGE', `There is no pack ${name}.`, {
    hint: meant ? `Did you mean ${meant}?` : 'trailglass detect packs list shows them.',
  });
}
