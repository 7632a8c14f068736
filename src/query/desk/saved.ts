import { readdirSync, readFileSync } from 'node:fs';
import { AppError } from '../../base/errors/index.ts';
import { nearest } from '../../base/text/index.ts';

/** A query that comes with Trailglass: SQL with a head of `-- key: value` lines. */
export interface SavedQuery {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly sql: string;
}

/** `queries/` beside `src/` and `dist/`. */
const FOLDER = new URL('../../../queries/', import.meta.url);

/** All saved queries, by name. */
export function savedQueries(): readonly SavedQuery[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => readSaved(file.slice(0, -'.sql'.length)));
}

/** @throws AppError TG_QUERY_UNKNOWN */
export function savedQuery(name: string): SavedQuery {
  const names = savedQueries().map((query) => query.name);
  if (names.includes(name)) return readSaved(name);
  const meant = nearest(name, names);
  throw new AppError(
    'TG_QUERY_UNKNOWN',
    `There is no saved query "${name}".${meant ? ` Did you mean ${meant}?` : ''}`,
  );
}

function readSaved(name: string): SavedQuery {
  const text = readFileSync(new URL(`${name}.sql`, FOLDER), 'utf8');
  const head = new Map(
    [...text.matchAll(/^-- (title|description): (.+)$/gm)].map(([, key, value]) => [key, value]),
  );
  const sql = text.replace(/^-- (?:title|description): .+\n/gm, '').trim();
  return {
    name,
    title: head.get('title') ?? name,
    description: head.get('description') ?? '',
    sql,
  };
}
