import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../../base/errors/index.ts';
import { nearest } from '../../../base/text/index.ts';
import { type ChartHint, parseQueryText, type QueryParameter } from './front-matter.ts';

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
  /** `trailglass`: comes with the program. `own`: from the folder of whoever uses it. */
  readonly origin: 'trailglass' | 'own';
  /** An own query that stands before one of ours with the same name. */
  readonly replaces: boolean;
  /** What was not understood of the head. */
  readonly problems: readonly string[];
}

/** `queries/` beside `src/` and `dist/`. */
const FOLDER = fileURLToPath(new URL('../../../../queries/', import.meta.url));

const SUFFIX = '.sql';

/** The folder of a user's own queries in a home. */
export function ownQueries(home: string): string {
  return join(home, 'queries');
}

/** All saved queries, by name; those in the folder `own` come before ours of the same name. */
export function savedQueries(own?: string): readonly SavedQuery[] {
  return [...filesOf(own)].sort(byName).map(([name, file]) => readSaved(name, file));
}

/** @throws AppError TG_QUERY_UNKNOWN */
export function savedQuery(name: string, own?: string): SavedQuery {
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
export function queryOf(
  name: string,
  text: string,
  from: Pick<SavedQuery, 'origin' | 'replaces'>,
): SavedQuery {
  const { head, sql } = parseQueryText(text);
  const { title = name, description = '', ...rest } = head;
  return { name, title, description, ...rest, sql, text, ...from };
}

interface QueryFile extends Pick<SavedQuery, 'origin' | 'replaces'> {
  readonly path: string;
}

function filesOf(own: string | undefined): ReadonlyMap<string, QueryFile> {
  const files = new Map<string, QueryFile>();
  for (const name of namesIn(FOLDER)) {
    const path = join(FOLDER, name + SUFFIX);
    files.set(name, { path, origin: 'trailglass', replaces: false });
  }
  for (const name of own === undefined ? [] : namesIn(own)) {
    const path = join(own ?? '', name + SUFFIX);
    files.set(name, { path, origin: 'own', replaces: files.has(name) });
  }
  return files;
}

function namesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length));
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function readSaved(name: string, { path, ...from }: QueryFile): SavedQuery {
  return queryOf(name, readFileSync(path, 'utf8'), from);
}
