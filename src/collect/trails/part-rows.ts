import { dayOfNumber, dayStart } from '../../base/time/index.ts';
import type { CallerRow, NewPart, PartId } from '../../lake/catalog/index.ts';
import { unpackCallers } from '../decode/index.ts';
import type { WrittenPart } from './ingest/protocol.ts';

/** A part as the catalog lists it. */
export function newPart(part: WrittenPart): NewPart {
  const day = dayOfNumber(part.day);
  const midnight = dayStart(day) * 1000;
  return {
    id: part.id as PartId,
    kind: part.kind,
    day,
    rows: part.rows,
    bytes: part.bytes,
    rawBytes: part.rawBytes,
    minTs: part.minTs ?? midnight,
    maxTs: part.maxTs ?? midnight,
  };
}

export function callerRows(part: WrittenPart): readonly CallerRow[] {
  const midnight = part.day * 86_400_000_000;
  return unpackCallers(part.callers).map((caller) => ({
    callerId: caller.id,
    userAgent: caller.userAgent ?? undefined,
    principalArn: caller.principal ?? undefined,
    type: caller.type ?? undefined,
    invokedBy: caller.invokedBy ?? undefined,
    console: caller.console === 'true',
    events: caller.events,
    firstTs: caller.first ?? midnight,
    lastTs: caller.last ?? midnight,
  }));
}
