import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, messageOf } from '../../../base/errors/index.ts';
import { excerptOf, type TableAliases } from '../../sql/index.ts';
import { placeholdersOf } from './placeholders.ts';
import { type QueryFolder, queryOf, type SavedQuery } from './saved.ts';
import { sqlFaultOf } from './sql-fault.ts';

const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export interface SaveOptions {
  /** Made when it is missing. */
  readonly folder: QueryFolder;
  readonly name: string;
  readonly text: string;
  /** Write over a query of that name in this folder. */
  readonly force?: boolean;
  /** Further names of tables that the text may use. */
  readonly aliases?: TableAliases | undefined;
}

/**
 * Writes a query; returns its file.
 * @throws AppError TG_CLI_USAGE for a name that is none or is taken, TG_QUERY_INVALID for a head or SQL that
 * was not understood, TG_OUTPUT_FAILED when the file cannot be written
 */
export function saveQuery({
  folder,
  name,
  text,
  force = false,
  aliases = {},
}: SaveOptions): string {
  if (!NAME.test(name)) {
    throw new AppError('TG_CLI_USAGE', `"${name}" is no name for a query.`, {
      hint: 'Use small letters, digits and single dashes: my-first-query.',
    });
  }
  const file = join(folder.path, `${name}.sql`);
  const query = queryOf(name, text, { origin: folder.origin, file, hides: [] });
  refuseFaults(query);
  refuseSqlFault(query, aliases);
  if (existsSync(file) && !force) {
    throw new AppError('TG_CLI_USAGE', `${file} is there already.`, {
      hint: 'Add --force to write over it.',
    });
  }
  try {
    mkdirSync(folder.path, { recursive: true });
    writeFileSync(file, text.endsWith('\n') ? text : `${text}\n`);
  } catch (cause) {
    throw new AppError('TG_OUTPUT_FAILED', `${file}: ${messageOf(cause)}`, { cause });
  }
  return file;
}

function refuseSqlFault(query: SavedQuery, aliases: SaveOptions['aliases']): void {
  const fault = sqlFaultOf(query, aliases);
  if (fault === undefined) return;
  const { error, text } = fault;
  throw new AppError('TG_QUERY_INVALID', `${error.message}\n${excerptOf(text, error)}`, {
    cause: error,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  });
}

function refuseFaults(query: SavedQuery): void {
  const problems = faultsOf(query);
  if (problems.length === 0) return;
  throw new AppError('TG_QUERY_INVALID', `${query.name}: ${problems.join('; ')}`, {
    hint: 'trailglass query show NAME prints a query that is right.',
  });
}

/** What keeps a query from being used, of its head: what was not understood, parameters that do not fit the text. */
export function faultsOf({ sql, parameters, problems }: SavedQuery): readonly string[] {
  if (problems.length > 0) return problems;
  const used = placeholdersOf(sql);
  const named = parameters.map(({ name }) => name);
  return [
    ...(sql === '' ? ['there is no SQL'] : []),
    ...named.filter((name) => !used.includes(name)).map((name) => `:${name} is used nowhere`),
    ...used
      .filter((name) => !named.includes(name))
      .map((name) => `:${name} has no "-- parameter: ${name} ..." line`),
  ];
}
