import type { BloomPlace } from './footer.ts';
import { ThriftReader } from './thrift-reader.ts';

/** What a part says of one column in one row group. */
export interface ChunkStatistics {
  readonly entries: number;
  readonly nulls: number;
  readonly least?: Uint8Array;
  readonly greatest?: Uint8Array;
  readonly bloom?: BloomPlace;
}

/**
 * A flat column in each row group of a footer (parquet.thrift, FileMetaData), passing over everything else;
 * undefined when the part has no such column.
 */
export function chunksOf(
  footer: Uint8Array,
  column: string,
): readonly ChunkStatistics[] | undefined {
  const reader = new ThriftReader(footer);
  const found: ChunkStatistics[] = [];
  let groups = 0;
  const chunk = () => reader.fields({ 3: () => found.push(...readMeta(reader, column)) });
  const group = () => {
    groups++;
    reader.fields({ 1: () => reader.items(chunk) });
  };
  reader.fields({ 4: () => reader.items(group) });
  return groups > 0 && found.length === groups ? found : undefined;
}

/** ColumnMetaData: one of them if it is the column's. */
function readMeta(reader: ThriftReader, column: string): readonly ChunkStatistics[] {
  const path: Uint8Array[] = [];
  const numbers = { entries: Number.NaN, nulls: Number.NaN, at: Number.NaN, bytes: Number.NaN };
  const bounds: { least?: Uint8Array; greatest?: Uint8Array } = {};
  const statistics = {
    3: () => {
      numbers.nulls = reader.integer();
    },
    5: () => {
      bounds.greatest = reader.binary().slice();
    },
    6: () => {
      bounds.least = reader.binary().slice();
    },
  };
  reader.fields({
    3: () => reader.items(() => path.push(reader.binary())),
    5: () => {
      numbers.entries = reader.integer();
    },
    12: () => reader.fields(statistics),
    14: () => {
      numbers.at = reader.integer();
    },
    15: () => {
      numbers.bytes = reader.integer();
    },
  });
  const [name] = path;
  if (path.length !== 1 || !name || Buffer.from(name).toString() !== column) return [];
  const { entries, nulls, at, bytes } = numbers;
  return [{ entries, nulls, ...bounds, ...(Number.isNaN(at) ? {} : { bloom: { at, bytes } }) }];
}
