import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { TableKind } from '../../cloudtrail/columns/index.ts';
import type { DecodedObject, Decoder, EncodedPart } from './index.ts';

/** A part as its file has it. */
export interface Part extends Omit<EncodedPart, 'buffers'> {
  readonly bytes: Uint8Array;
}

export interface Decoded {
  readonly objects: readonly DecodedObject[];
  readonly parts: readonly Part[];
}

/** Day (since 1970) of records without a time. */
export const FALLBACK_DAY = 20_000;

/** Takes in some documents as the objects 1, 2 ... of one batch, none of them a duplicate, and closes the parts. */
export function decodeAll(
  decoder: Decoder,
  documents: readonly (string | Uint8Array)[],
  kind?: TableKind,
): Decoded {
  decoder.begin(0);
  const objects = documents.map((document, index) => {
    const bytes = typeof document === 'string' ? Buffer.from(document) : document;
    const named = kind === undefined ? {} : { kind };
    return decoder.decode({ id: index + 1, bytes, fallbackDay: FALLBACK_DAY, ...named });
  });
  const counts = decoder
    .scanners()
    .map(({ table, batchCount }) => [table.kind, batchCount] as const);
  decoder.append(0, new Map(counts.map(([table, count]) => [table, new Uint8Array(count)])));
  const parts: Part[] = [];
  for (const { buffers, ...part } of decoder.close()) {
    parts.push({ ...part, bytes: Buffer.concat(buffers) });
  }
  return { objects, parts };
}

/** A value of a row: texts, 64-bit numbers (times in microseconds), rows, lists, maps as objects. */
export type Cell = string | bigint | null | readonly Cell[] | { readonly [name: string]: Cell };
export type PartRow = Readonly<Record<string, Cell>>;

/** The rows of a part, hidden columns and all, as hyparquet reads them. */
export async function readPart({ bytes }: Pick<Part, 'bytes'>): Promise<readonly PartRow[]> {
  const rows = await parquetReadObjects({
    file: Uint8Array.from(bytes).buffer,
    compressors,
    rowFormat: 'object',
    parsers: {
      stringFromBytes: (text: Uint8Array | undefined) => text && Buffer.from(text).toString('utf8'),
      timestampFromMicroseconds: (micros: bigint) => micros,
    },
  });
  return rows.map(cellOf) as readonly PartRow[];
}

/** The rows of all parts of a table, those of one day after those of another. */
export async function readRows(
  parts: readonly Part[],
  kind: TableKind = 'events',
): Promise<readonly PartRow[]> {
  const own = parts.filter((part) => part.kind === kind);
  return (await Promise.all(own.map(readPart))).flat();
}

function cellOf(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map(cellOf);
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cellOf(one)]));
  }
  return value as string | bigint;
}
