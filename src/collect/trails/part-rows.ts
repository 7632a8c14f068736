import { DAY_MS, dayOfNumber } from '../../base/time/index.ts';
import type { CallerRow, NewPart, PartId } from '../../lake/catalog/index.ts';
import { type CallerDescription, describeCaller, unpackCallers } from '../decode/index.ts';
import type { WrittenPart } from './ingest/protocol.ts';

/** A part as the catalog lists it. */
export function newPart(part: WrittenPart): NewPart {
  const midnight = midnightOf(part);
  return {
    id: part.id as PartId,
    kind: part.kind,
    day: dayOfNumber(part.day),
    rows: part.rows,
    bytes: part.bytes,
    rawBytes: part.rawBytes,
    minTs: part.minTs ?? midnight,
    maxTs: part.maxTs ?? midnight,
  };
}

/** The callers of some parts. Most are in several of them, and are described once. */
export function callerRows(parts: readonly WrittenPart[]): readonly CallerRow[] {
  const rows = new Map<bigint, CallerRow>();
  for (const part of parts) {
    const { callers } = part;
    const midnight = midnightOf(part);
    for (const { id, events, first, last, text } of unpackCallers(callers)) {
      const known = rows.get(id) ?? newRow(id, describeCaller(callers, text));
      rows.set(id, {
        ...known,
        events: known.events + events,
        firstTs: Math.min(known.firstTs, first ?? midnight),
        lastTs: Math.max(known.lastTs, last ?? midnight),
      });
    }
  }
  return [...rows.values()];
}

/** Where rows without a time stand: microseconds. */
function midnightOf({ day }: WrittenPart): number {
  return day * DAY_MS * 1000;
}

function newRow(callerId: bigint, described: CallerDescription): CallerRow {
  return {
    callerId,
    userAgent: described.userAgent,
    principalArn: described.principal,
    type: described.type,
    invokedBy: described.invokedBy,
    console: described.console === 'true',
    events: 0,
    firstTs: Number.POSITIVE_INFINITY,
    lastTs: Number.NEGATIVE_INFINITY,
  };
}
