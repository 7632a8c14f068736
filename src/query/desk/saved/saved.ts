import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError, messageOf } from '../../../base/errors/index.ts';
import { shipped } from '../../../base/package/index.ts';
import { nearest } from '../../../base/text/index.ts';
import { type ChartHint, parseQueryText, type QueryParameter } from './front-matter.ts';

export type QueryOrigin = 'configured' | 'home' | 'trailglass';

/** A query with a name: SQL with a head of `-- key: value` lines. */
export interface SavedQuery {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters: readonly QueryParameter[];
  readonly chart?: ChartHint;
  /** Without the head; `:name` stands for a parameter. */
  readonly sql: string;
  /** The file as it is. */
  readonly text: string;
  /** Which folder it is from: ours, the one in the home, or the one of the configuration. */
  readonly origin: QueryOrigin;
  readonly file: string;
  /** Folders that have another query of this name, which this one stands before. */
  readonly hides: readonly QueryOrigin[];
  /** What was not understood of the head, or why the file cannot be read. */
  readonly problems: readonly string[];
}

/** A folder of saved queries. */
export interface QueryFolder {
  readonly origin: QueryOrigin;
  readonly path: string;
}

const OURS: QueryFolder = {
  origin: 'trailglass',
  path: fileURLToPath(shipped('queries/')),
};

const SUFFIX = '.sql';

/** The folders of a user's own queries, the first before the others: the configured one, the one in the home. */
export function ownFolders(
  home: string,
  configured?: string,
): readonly [QueryFolder, ...QueryFolder[]] {
  const inHome: QueryFolder = { origin: 'home', path: join(home, 'queries') };
  if (configured === undefined) return [inHome];
  return [{ origin: 'configured', path: configured }, inHome];
}

/** All saved queries, by name. Of one name the first folder's stands; ours come last. @throws AppError TG_CONFIG_INVALID */
export function savedQueries(own: readonly QueryFolder[] = []): readonly SavedQuery[] {
  return [...filesOf(own)].sort(byName).map(([name, file]) => readSaved(name, file));
}

/** @throws AppError TG_QUERY_UNKNOWN, TG_CONFIG_INVALID when there is no folder of the configured name */
export function savedQuery(name: string, own: readonly QueryFolder[] = []): SavedQuery {
  const files = filesOf(own);
  const file = files.get(name);
  if (file) return readSaved(name, file);
  const meant = nearest(name, [...files.keys()]);
  throw new AppError(
    'TG_QUERY_UNKNOWN',
    `There is no saved query "${name}".${meant ? ` Did you mean ${meant}?` : ''}`,
  );
}

/** A text as a query of that name, as if it had been saved. */
export function queryOf(name: string, text: string, from: QueryFile): SavedQuery {
  const { head, sql } = parseQueryText(text);
  const { title = name, description = '', ...rest } = head;
  return { name, title, description, ...rest, sql, text, ...from };
}

/** Where a query stands, and before which others. */
export type QueryFile = Pick<SavedQuery, 'origin' | 'file' | 'hides'>;

function filesOf(own: readonly QueryFolder[]): ReadonlyMap<string, QueryFile> {
  const files = new Map<string, QueryFile>();
  for (const { origin, path } of [OURS, ...own.toReversed()]) {
    for (const name of namesIn({ origin, path })) {
      const hidden = files.get(name);
      const hides = hidden ? [hidden.origin, ...hidden.hides] : [];
      files.set(name, { origin, file: join(path, name + SUFFIX), hides });
    }
  }
  return files;
}

function namesIn({ origin, path }: QueryFolder): readonly string[] {
  if (existsSync(path)) {
    const files = readdirSync(path).filter((file) => file.endsWith(SUFFIX));
    return files.map((file) => file.slice(0, -SUFFIX.length));
  }
  if (origin !== 'configured') return [];
  throw new AppError('TG_CONFIG_INVALID', `queries: there is no folder ${path}.`, {
    hint: 'Make it, or mend the setting: trailglass config show --origin says where it is from.',
  });
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** A file that cannot be read is a query with a problem, so that it does not keep the others from being listed. */
function readSaved(name: string, from: QueryFile): SavedQuery {
  try {
    return queryOf(name, readFileSync(from.file, 'utf8'), from);
  } catch (error) {
    return { ...queryOf(name, '', from), problems: [`it cannot be read: ${messageOf(error)}`] };
  }
}
