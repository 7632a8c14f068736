import { attributeLake, openPlaces } from '../../analysis/callers/index.ts';
import { AppError } from '../../base/errors/index.ts';
import type { DeskOptions } from '../../query/desk/index.ts';
import type { Context } from './context.ts';

export interface TableAliasFlags {
  /** `NAME=cloudtrail_logs`, each. */
  readonly tableAlias?: readonly string[];
}

/** How the configuration and the flags want queries to run. @throws AppError TG_CLI_USAGE */
export function deskOptions({ tableAlias = [] }: TableAliasFlags, context: Context): DeskOptions {
  const { home, query, systems, enrichment } = context.config().config;
  const aliases = Object.fromEntries(tableAlias.map(aliasOf));
  return {
    home,
    aliases: { ...query.tables, ...aliases },
    attribution: () => attributeLake(home, systems),
    places: () => openPlaces(enrichment),
    ...(query.memory === undefined ? {} : { memoryLimit: query.memory }),
  };
}

function aliasOf(text: string): readonly [name: string, table: string] {
  const at = text.lastIndexOf('=');
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)];
  throw new AppError('TG_CLI_USAGE', `--table-alias ${text} names no table.`, {
    hint: 'Write --table-alias NAME=cloudtrail_logs.',
  });
}
