import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { AppError } from '../../../base/errors/index.ts';
import { LEVELS, type Level } from '../../../base/severity/index.ts';

const level = z.enum(LEVELS);

/** A folder of rules of others, which stays where it is. */
const pack = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, 'a name has a-z, 0-9, - and _'),
  path: z.string().min(1),
  /** Rules below it are there for hunting only. */
  level: level.default('medium'),
  /** Ids of rules that are switched off. */
  off: z.array(z.string()).default([]),
  /** Levels by id, in place of the rule's own. */
  levels: z.record(z.string(), level).default({}),
});

export type Pack = z.output<typeof pack>;

const FILE = 'packs.yaml';

/** The packs that were added to a home. @throws AppError TG_CONFIG_INVALID */
export function readPacks(home: string): readonly Pack[] {
  const file = join(home, FILE);
  if (!existsSync(file)) return [];
  const parsed = z.array(pack).safeParse(parse(readFileSync(file, 'utf8')) ?? []);
  if (parsed.success) return parsed.data;
  throw new AppError('TG_CONFIG_INVALID', `${file}: ${z.prettifyError(parsed.error)}`);
}

/** Writes the packs of a home, all of them or nothing. */
export function writePacks(home: string, packs: readonly Pack[]): void {
  const file = join(home, FILE);
  mkdirSync(dirname(file), { recursive: true });
  const text = `# Folders of rules of others: trailglass detect packs add | remove | list\n${stringify(packs)}`;
  writeFileSync(`${file}.tmp`, text);
  renameSync(`${file}.tmp`, file);
}

/** What was set of a rule that a pack does not have any more. */
export interface DroppedSetting {
  readonly rule: string;
  /** Whether it was switched off. */
  readonly off: boolean;
  readonly level?: Level | undefined;
}

/** A pack with what was set of the rules that it still has, by their ids. */
export function keepSettings(
  pack: Pack,
  { off, levels }: Pick<Pack, 'off' | 'levels'>,
  ids: ReadonlySet<string>,
): { readonly pack: Pack; readonly dropped: readonly DroppedSetting[] } {
  const set = new Set([...off, ...Object.keys(levels)]);
  const isKept = (id: string) => ids.has(id);
  const kept = Object.entries(levels).filter(([id]) => isKept(id));
  const dropped = [...set.difference(ids)].map((rule) => ({
    rule,
    off: off.includes(rule),
    ...(Object.hasOwn(levels, rule) && { level: levels[rule] }),
  }));
  return { pack: { ...pack, off: off.filter(isKept), levels: Object.fromEntries(kept) }, dropped };
}

/** Puts a pack in the place of the one of its name, or behind all others: earlier ones go first where ids are shared. */
export function withPack(packs: readonly Pack[], pack: Pack): readonly Pack[] {
  const isKnown = packs.some(({ name }) => name === pack.name);
  return isKnown ? packs.map((one) => (one.name === pack.name ? pack : one)) : [...packs, pack];
}

/** A pack as it is when it is added. @throws AppError TG_CLI_USAGE */
export function newPack(wish: z.input<typeof pack>): Pack {
  const parsed = pack.safeParse(wish);
  if (parsed.success) return parsed.data;
  throw new AppError('TG_CLI_USAGE', z.prettifyError(parsed.error));
}
