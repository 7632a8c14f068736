import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, messageOf } from '../../../base/errors/index.ts';
import { placeholdersOf } from './placeholders.ts';
import { queryOf, type SavedQuery } from './saved.ts';

const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export interface SaveOptions {
  /** The folder of own queries; made when it is missing. */
  readonly own: string;
  readonly name: string;
  readonly text: string;
  /** Write over an own query of that name. */
  readonly force?: boolean;
}

/**
 * Writes an own query; returns its file.
 * @throws AppError TG_CLI_USAGE for a name that is none or is taken, TG_QUERY_INVALID for a head that was not
 * understood, TG_OUTPUT_FAILED when the file cannot be written
 */
export function saveQuery({ own, name, text, force = false }: SaveOptions): string {
  if (!NAME.test(name)) {
    throw new AppError('TG_CLI_USAGE', `"${name}" is no name for a query.`, {
      hint: 'Use small letters, digits and single dashes: my-first-query.',
    });
  }
  refuseFaults(queryOf(name, text, { origin: 'own', replaces: false }));
  const file = join(own, `${name}.sql`);
  if (existsSync(file) && !force) {
    throw new AppError('TG_CLI_USAGE', `${file} is there already.`, {
      hint: 'Add --force to write over it.',
    });
  }
  try {
    mkdirSync(own, { recursive: true });
    writeFileSync(file, text.endsWith('\n') ? text : `${text}\n`);
  } catch (cause) {
    throw new AppError('TG_OUTPUT_FAILED', `${file}: ${messageOf(cause)}`, { cause });
  }
  return file;
}

function refuseFaults(query: SavedQuery): void {
  const problems = faultsOf(query);
  if (problems.length === 0) return;
  throw new AppError('TG_QUERY_INVALID', `${query.name}: ${problems.join('; ')}`, {
    hint: 'trailglass query show NAME prints a query that is right.',
  });
}

/** What keeps a query from being used: its head, and parameters that do not fit its text. */
export function faultsOf({ sql, parameters, problems }: SavedQuery): readonly string[] {
  const used = placeholdersOf(sql);
  const named = parameters.map(({ name }) => name);
  return [
    ...problems,
    ...(sql === '' ? ['there is no SQL'] : []),
    ...named.filter((name) => !used.includes(name)).map((name) => `:${name} is used nowhere`),
    ...used
      .filter((name) => !named.includes(name))
      .map((name) => `:${name} has no "-- parameter: ${name} ..." line`),
  ];
}
