import type { LedgerRow, NewQuarantine } from '../../lake/catalog/index.ts';
import type { IngestNote } from './ingest/protocol.ts';
import type { NewObject } from './new-objects.ts';

/** An object that a thread has. */
export interface ObjectInHand {
  readonly id: number;
  readonly trail: string;
  readonly object: NewObject;
  /** Rows that an earlier run took from this very content: they come again as duplicates. */
  readonly rowsBefore: number;
}

/** What a thread found in an object, duplicates told apart. */
export interface Findings {
  readonly rawBytes: number;
  readonly rows: number;
  readonly duplicates: number;
  readonly note: IngestNote;
}

/** Of an object that holds nothing but rows. */
export const NO_NOTE: IngestNote = { rejections: [] };

export function ledgerRow(one: ObjectInHand, found: Findings, seenAt: number): LedgerRow {
  const { id, trail, object, rowsBefore } = one;
  const { note, rows, duplicates, rawBytes } = found;
  return {
    id,
    trail,
    key: object.ledgerKey,
    etag: object.etag,
    size: object.size,
    kind: object.route.kind,
    status: statusOf(note),
    reason: note.failure ?? note.other ?? note.rejections[0]?.reason,
    rows,
    duplicates: Math.max(0, duplicates - rowsBefore),
    rejected: note.rejections.length,
    rawBytes,
    account: object.route.account,
    region: object.route.region,
    day: object.route.day,
    seenAt,
    modifiedAt: Math.trunc(object.modified),
  };
}

/** The object as a whole, or the records of it that were refused. */
export function quarantineRows(
  { id, trail, object }: ObjectInHand,
  { failure, rejections }: IngestNote,
  at: number,
): readonly NewQuarantine[] {
  const { ledgerKey: key, etag } = object;
  const about = { objectId: id, trail, key, etag, at, code: 'TG_DECODE_FAILED' };
  return [
    ...(failure ? [{ ...about, reason: failure }] : []),
    ...rejections.map(({ start, end, raw, reason }) => ({
      ...about,
      byteStart: start,
      byteEnd: end,
      reason,
      raw,
    })),
  ];
}

function statusOf({ failure, other, rejections }: IngestNote): LedgerRow['status'] {
  if (failure || rejections.length > 0) return 'quarantined';
  return other ? 'skipped' : 'committed';
}
