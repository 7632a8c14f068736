import { readFileSync } from 'node:fs';
import { AppError, messageOf } from '../../base/errors/index.ts';
import {
  fillIn,
  ownFolders,
  type ParameterValues,
  type QueryOrigin,
  savedQuery,
  saveQuery,
  tableAliases,
} from '../../query/desk/index.ts';
import type { Context } from './context.ts';
import { deskOptions } from './desk-options.ts';

/** What says which saved query is meant, and with which values. */
export interface SavedFlags {
  readonly saved?: string;
  /** `name=value`, as typed. */
  readonly param?: readonly string[];
}

/** `trailglass query show NAME`: the text as it is saved, or with `--sql` as it is run. */
export async function runQueryShow(
  name: string,
  flags: SavedFlags & { readonly sql?: boolean },
  context: Context,
): Promise<void> {
  const query = savedQuery(name, ownQueryFolders(context));
  const isFilled = flags.sql === true || flags.param !== undefined;
  const text = isFilled
    ? fillIn(query, valuesOf(flags.param), context.effects.now())
    : query.text.trimEnd();
  await context.terminal.out.write(`${text}\n`);
}

/** `trailglass query save NAME [FILE]`: checks a text and writes it into the first folder of own queries. */
export async function runQuerySave(
  name: string,
  from: string,
  flags: { readonly force?: boolean },
  context: Context,
): Promise<void> {
  const folders = ownQueryFolders(context);
  const aliases = tableAliases(deskOptions({}, context).aliases);
  const file = saveQuery({
    folder: folders[0],
    ...{ name, aliases, text: readText(from), force: flags.force ?? false },
  });
  const { hides } = savedQuery(name, folders);
  const before = hides.length > 0 ? ` It stands before the ${name} of ${namesOf(hides)}.` : '';
  await context.terminal.err.write(`Saved as ${file}.${before}\n`);
}

/** Reads a text from a file, or from standard input for `-` and for none. */
export function readText(file = '-'): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (cause) {
    throw new AppError('TG_STORAGE_NOT_FOUND', `${file}: ${messageOf(cause)}`, { cause });
  }
}

/** Where saved queries of one's own are, the first before the others. */
export function ownQueryFolders(context: Context): ReturnType<typeof ownFolders> {
  const { home, queries } = context.config().config;
  return ownFolders(home, queries);
}

const ORIGINS: Readonly<Record<QueryOrigin, string>> = {
  configured: 'your folder',
  home: 'your home',
  trailglass: 'Trailglass',
};

/** `Trailglass`, `your home and Trailglass`. */
export function namesOf(origins: readonly QueryOrigin[]): string {
  return origins.map((origin) => ORIGINS[origin]).join(' and ');
}

/** `name=value`, each. @throws AppError TG_CLI_USAGE */
export function valuesOf(given: readonly string[] = []): ParameterValues {
  const pairs = given.map((text) => {
    const at = text.indexOf('=');
    if (at < 1) {
      throw new AppError('TG_CLI_USAGE', `--param ${text}: write name=value.`);
    }
    return [text.slice(0, at), text.slice(at + 1)] as const;
  });
  const names = pairs.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new AppError('TG_CLI_USAGE', `--param ${twice} is given twice.`);
  }
  return Object.fromEntries(pairs);
}
