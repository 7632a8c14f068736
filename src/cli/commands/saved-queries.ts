import { readFileSync } from 'node:fs';
import { AppError, messageOf } from '../../base/errors/index.ts';
import {
  fillIn,
  ownQueries,
  type ParameterValues,
  type SavedQuery,
  savedQueries,
  savedQuery,
  saveQuery,
} from '../../query/desk/index.ts';
import { renderTable } from '../terminal/index.ts';
import { type Context, printJson } from './context.ts';

/** What says which saved query is meant, and with which values. */
export interface SavedFlags {
  readonly saved?: string;
  /** `name=value`, as typed. */
  readonly param?: readonly string[];
}

/** `trailglass query list`: the saved queries. */
export async function runQueryList(
  flags: { readonly json?: boolean; readonly tag?: string },
  context: Context,
): Promise<void> {
  const { tag } = flags;
  const all = savedQueries(ownFolder(context));
  const queries = tag === undefined ? all : all.filter(({ tags }) => tags.includes(tag));
  if (queries.length === 0) throw unknownTag(tag, all);
  if (flags.json) return printJson(context, queries.map(listed));
  const { out } = context.terminal;
  const columns = ['name', 'title', 'tags', 'description'].map(
    (name) => ({ name, align: 'left' }) as const,
  );
  await out.write(renderTable(columns, queries.map(rowOf), out));
}

/** `trailglass query show NAME`: the text as it is saved, or with `--sql` as it is run. */
export async function runQueryShow(
  name: string,
  flags: SavedFlags & { readonly sql?: boolean },
  context: Context,
): Promise<void> {
  const query = savedQuery(name, ownFolder(context));
  const isFilled = flags.sql === true || flags.param !== undefined;
  const text = isFilled
    ? fillIn(query, valuesOf(flags.param), context.effects.now())
    : query.text.trimEnd();
  await context.terminal.out.write(`${text}\n`);
}

/** `trailglass query save NAME [FILE]`: writes a text into the folder of own queries. */
export async function runQuerySave(
  name: string,
  file: string,
  flags: { readonly force?: boolean },
  context: Context,
): Promise<void> {
  const saved = saveQuery({
    own: ownFolder(context),
    name,
    text: readText(file),
    force: flags.force ?? false,
  });
  const { replaces } = savedQuery(name, ownFolder(context));
  const before = replaces ? ` It stands before the ${name} that comes with Trailglass.` : '';
  await context.terminal.err.write(`Saved as ${saved}.${before}\n`);
}

/** Reads a text from a file, or from standard input for `-`. */
export function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (cause) {
    throw new AppError('TG_STORAGE_NOT_FOUND', `${file}: ${messageOf(cause)}`, { cause });
  }
}

/** Where saved queries of one's own are. */
export function ownFolder(context: Context): string {
  return ownQueries(context.config().config.home);
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

function unknownTag(tag = '', all: readonly SavedQuery[]): AppError {
  const tags = [...new Set(all.flatMap((query) => query.tags))].sort();
  return new AppError('TG_CLI_USAGE', `No saved query has the tag "${tag}".`, {
    hint: `There are ${tags.join(', ')}.`,
  });
}

/** What `--json` says of a query. */
function listed({ text: _, ...query }: SavedQuery): Omit<SavedQuery, 'text'> {
  return query;
}

function rowOf(query: SavedQuery): readonly string[] {
  const { name, title, tags, description, problems, origin } = query;
  const own = origin === 'own' ? ['own', ...tags] : tags;
  const words = problems.length > 0 ? `Not understood: ${problems.join('; ')}` : description;
  return [name, title, own.join(', '), words];
}
