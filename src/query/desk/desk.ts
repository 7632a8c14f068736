import { join } from 'node:path';
import { TABLES, type TableKind } from '../../cloudtrail/columns/index.ts';
import { origins, snapshot } from '../../lake/parts/index.ts';
import {
  type CallAttribution,
  type Engine,
  type LakePart,
  type LakeSnapshot,
  openDuckDB,
  type PlaceOf,
} from '../engine/index.ts';
import { tableAliases } from './aliases.ts';

export interface DeskOptions {
  readonly home: string;
  /** Further names of tables, such as `cloudtrail-table` for `cloudtrail_logs`. */
  readonly aliases?: Readonly<Record<string, string>>;
  readonly threads?: number;
  readonly memoryLimit?: string;
  /** Who is behind the calls, for the table `calls`. */
  readonly attribution?: () => CallAttribution;
  /** Where its addresses are, for the same table. */
  readonly places?: () => Promise<PlaceOf>;
  /** Only rows that came after this commit, as far as parts tell them apart. */
  readonly after?: number;
  /** Only rows whose part is of one of these days, `2026-01-31` each. */
  readonly days?: readonly string[];
  /** The one file that `writeParquet` may write; an absolute path. */
  readonly output?: string;
}

/**
 * The one way to run SQL over the lake as it stands now: a snapshot, and an engine over it.
 * @throws AppError TG_LAKE_EMPTY, TG_LAKE_DAMAGED
 */
export async function openDesk({
  home,
  aliases,
  attribution,
  places,
  after,
  days,
  ...options
}: DeskOptions): Promise<Engine> {
  const spillFolder = join(home, 'spill');
  return openDuckDB({
    ...{ ...options, spillFolder, aliases: tableAliases(aliases) },
    snapshot: {
      ...takeSnapshot(home, after, days),
      ...(attribution && { attribution }),
      ...(places && { places }),
    },
  });
}

function takeSnapshot(
  home: string,
  after: number | undefined,
  days: readonly string[] | undefined,
): LakeSnapshot {
  const kinds = Object.keys(TABLES) as readonly TableKind[];
  const isWanted = ({ day }: LakePart) => days === undefined || days.includes(day);
  const parts = kinds.map((kind) => [kind, snapshot(home, { kind, after }).parts.filter(isWanted)]);
  return {
    parts: Object.fromEntries(parts) as LakeSnapshot['parts'],
    origins: (ids) => origins(home, ids),
  };
}
