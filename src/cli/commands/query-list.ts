import { AppError } from '../../base/errors/index.ts';
import {
  faultsOf,
  type SavedQuery,
  savedQueries,
  sqlFaultOf,
  tableAliases,
} from '../../query/desk/index.ts';
import { renderTable } from '../terminal/index.ts';
import { type Context, printJson } from './context.ts';
import { deskOptions } from './desk-options.ts';
import { namesOf, ownQueryFolders } from './saved-queries.ts';

/** `trailglass query list`: the saved queries. */
export async function runQueryList(
  flags: { readonly json?: boolean; readonly tag?: string },
  context: Context,
): Promise<void> {
  const { tag } = flags;
  const all = savedQueries(ownQueryFolders(context));
  const tagged = tag === undefined ? all : all.filter(({ tags }) => tags.includes(tag));
  const aliases = tableAliases(deskOptions({}, context).aliases);
  const queries = tagged.map((query) => ({ ...query, problems: problemsOf(query, aliases) }));
  if (queries.length === 0) throw unknownTag(tag, all);
  if (flags.json) return printJson(context, queries.map(listed));
  const { out } = context.terminal;
  const columns = ['name', 'title', 'from', 'tags', 'description'].map(
    (name) => ({ name, align: 'left' }) as const,
  );
  await out.write(renderTable(columns, queries.map(rowOf), out));
}

/** Ours are known to be right; a file of one's own may say anything. */
function problemsOf(
  query: SavedQuery,
  aliases: ReturnType<typeof tableAliases>,
): readonly string[] {
  if (query.origin === 'trailglass') return [];
  const faults = faultsOf(query);
  if (faults.length > 0) return faults;
  const fault = sqlFaultOf(query, aliases);
  return fault === undefined ? [] : [fault.error.message];
}

function unknownTag(tag = '', all: readonly SavedQuery[]): AppError {
  const tags = [...new Set(all.flatMap((query) => query.tags))].sort();
  return new AppError('TG_CLI_USAGE', `No saved query has the tag "${tag}".`, {
    hint: `There are ${tags.join(', ')}.`,
  });
}

/** What `--json` says of a query. */
function listed({ text: _, ...query }: SavedQuery) {
  return query;
}

function rowOf(query: SavedQuery): readonly string[] {
  const { name, title, tags, description, problems, origin, hides, file } = query;
  const from = hides.length > 0 ? `${namesOf([origin])}, not ${namesOf(hides)}` : namesOf([origin]);
  const words = problems.length > 0 ? `Not usable: ${file}: ${problems.join('; ')}` : description;
  return [name, title, from, tags.join(', '), words];
}
