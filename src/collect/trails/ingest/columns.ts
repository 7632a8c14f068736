import type { TableKind } from '../../../cloudtrail/columns/index.ts';
import type { IngestedColumns, IngestedObject, IngestNote } from './protocol.ts';

/** Numbers of a range in `IngestedColumns`. */
export const RANGE = 4;

/** What became of objects, as it is told to the main thread. `tables`: kinds in the order of the message's tables. */
export function toColumns(
  objects: readonly IngestedObject[],
  tables: readonly TableKind[],
): IngestedColumns {
  const rawBytes = Float64Array.from(objects, (object) => object.rawBytes);
  const ranges: number[] = [];
  const notes = new Map<number, IngestNote>();
  for (const [place, object] of objects.entries()) {
    for (const { kind, from, to } of object.ranges) {
      ranges.push(place, tables.indexOf(kind), from, to);
    }
    if (isNoted(object)) notes.set(place, noteOf(object));
  }
  return { rawBytes, ranges: Int32Array.from(ranges), notes };
}

function isNoted({ failure, other, rejections, unread }: IngestedObject): boolean {
  return failure !== undefined || other !== undefined || rejections.length > 0 || unread === true;
}

function noteOf({ failure, other, rejections, unread }: IngestedObject): IngestNote {
  return {
    // A view of the object's text would take all of the text along.
    rejections: rejections.map((one) => ({ ...one, raw: new Uint8Array(one.raw) })),
    ...(failure === undefined ? {} : { failure }),
    ...(other === undefined ? {} : { other }),
    ...(unread ? { unread } : {}),
  };
}
