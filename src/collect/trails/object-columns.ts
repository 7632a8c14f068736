import { dayNumber } from '../../base/time/index.ts';
import { TABLES, type TableKind } from '../../cloudtrail/columns/index.ts';
import type { ObjectKind } from '../../cloudtrail/objects/index.ts';
import type { Fetched } from './batches.ts';
import type { ObjectColumns } from './ingest/protocol.ts';

/** Objects that were read, for a thread; `ids` stands beside `read`. */
export function columnsOf(ids: readonly number[], read: readonly Fetched[]): ObjectColumns {
  const isFetched = read[0]?.bytes !== undefined;
  return {
    ids: Int32Array.from(ids),
    kinds: read.map(({ object }) => tableOf(object.route.kind)),
    fallbackDays: Int32Array.from(read, ({ object: { route } }) =>
      route.day ? dayNumber(route.day) : 0,
    ),
    sizes: Float64Array.from(read, ({ object }) => object.size),
    contents: isFetched
      ? read.flatMap(({ bytes }) => bytes ?? [])
      : read.map(({ object }) => object.ledgerKey).join('\0'),
  };
}

/** The table of a folder of CloudTrail's, as Athena's tables are made; undefined where a key names none. */
function tableOf(kind: ObjectKind): TableKind | undefined {
  return kind in TABLES ? (kind as TableKind) : undefined;
}
