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

interface Numbers {
  entries: number;
  nulls: number;
  bloomAt: number;
  bloomBytes: number;
}

/** ColumnMetaData: one of them if it is the column's. Its path comes before what is read of it. */
function readMeta(reader: ThriftReader, column: string): readonly ChunkStatistics[] {
  const path: Uint8Array[] = [];
  const numbers: Numbers = { entries: 0, nulls: 0, bloomAt: 0, bloomBytes: 0 };
  const bounds: { least?: Uint8Array; greatest?: Uint8Array } = {};
  const number = (name: keyof Numbers) => () => {
    numbers[name] = reader.integer();
  };
  const bound = (name: keyof typeof bounds) => () => {
    bounds[name] = reader.binary().slice();
  };
  const statistics = { 3: number('nulls'), 5: bound('greatest'), 6: bound('least') };
  const isColumn = () => path.length === 1 && textOf(path[0]) === column;
  reader.fields({
    3: () => reader.items(() => path.push(reader.binary())),
    5: number('entries'),
    12: () => reader.fields(isColumn() ? statistics : {}),
    14: number('bloomAt'),
    15: number('bloomBytes'),
  });
  if (!isColumn()) return [];
  const { entries, nulls, bloomAt: at, bloomBytes: bytes } = numbers;
  return [{ entries, nulls, ...bounds, ...(bytes > 0 ? { bloom: { at, bytes } } : {}) }];
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString() : '';
}
