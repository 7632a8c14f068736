import type { Leaf, Schema, SchemaElement } from './schema.ts';
import { ThriftWriter } from './thrift.ts';

export interface Bounds {
  readonly least: Uint8Array;
  readonly greatest: Uint8Array;
}

/** A column chunk in the file: positions and sizes in bytes. */
export interface WrittenChunk {
  readonly leaf: Leaf;
  readonly entries: number;
  readonly nulls: number;
  readonly codec: number;
  /** Where its pages begin: the dictionary's, if there is one, then the data's. */
  readonly at: number;
  /** Length of the dictionary page, 0 when there is none. */
  readonly dictionaryBytes: number;
  readonly plainBytes: number;
  readonly bytes: number;
  readonly bounds?: Bounds;
  readonly bloom?: BloomPlace;
}

export interface BloomPlace {
  readonly at: number;
  readonly bytes: number;
}

export interface WrittenGroup {
  readonly rows: number;
  /** One for each leaf of the schema, in its order. */
  readonly chunks: readonly WrittenChunk[];
}

export const ENCODING = { plain: 0, rle: 3, dictionary: 8 } as const;
export const CODEC = { none: 0, zstd: 6 } as const;
const PHYSICAL = { int64: 2, byteArray: 6 } as const;
const REPETITION = { required: 0, optional: 1, repeated: 2 } as const;
const CONVERTED = { string: 0, map: 1, list: 3 } as const;
// Members of the LogicalType union.
const LOGICAL = { string: 1, map: 2, list: 3, timestamp: 8 } as const;

/** FileMetaData (Parquet format, parquet.thrift). */
export function footerOf(schema: Schema, groups: readonly WrittenGroup[]): Uint8Array {
  const out = new ThriftWriter();
  const root: SchemaElement = { name: 'schema', repetition: 'required', children: schema.columns };
  out.i32(1, 2);
  out.structs(2, [root, ...schema.elements], (element) => writeElement(out, element));
  out.i64(
    3,
    groups.reduce((sum, { rows }) => sum + rows, 0),
  );
  out.structs(4, groups, (group) => writeRowGroup(out, group));
  out.binary(6, 'trailglass');
  // Order of the bounds: TypeDefinedOrder for every column.
  out.structs(7, schema.leaves, () => out.struct(1, () => {}));
  return out.take();
}

function writeElement(out: ThriftWriter, element: SchemaElement): void {
  const { annotation } = element;
  const isLeaf = element.children === undefined;
  if (isLeaf) out.i32(1, annotation === 'string' ? PHYSICAL.byteArray : PHYSICAL.int64);
  if (element.name !== 'schema') out.i32(3, REPETITION[element.repetition]);
  out.binary(4, element.name);
  if (element.children !== undefined) out.i32(5, element.children);
  if (annotation === 'string' || annotation === 'list' || annotation === 'map') {
    out.i32(6, CONVERTED[annotation]);
  }
  if (annotation && annotation !== 'bigint') writeLogicalType(out, annotation);
}

function writeLogicalType(out: ThriftWriter, annotation: keyof typeof LOGICAL): void {
  out.struct(10, () => {
    out.struct(LOGICAL[annotation], () => {
      if (annotation !== 'timestamp') return;
      // Not adjusted to UTC: Athena's and Trino's plain timestamp, in microseconds.
      out.bool(1, false);
      out.struct(2, () => out.struct(2, () => {}));
    });
  });
}

function writeRowGroup(out: ThriftWriter, { rows, chunks }: WrittenGroup): void {
  out.structs(1, chunks, (chunk) => {
    out.i64(2, chunk.at);
    out.struct(3, () => writeChunk(out, chunk));
  });
  out.i64(
    2,
    chunks.reduce((sum, chunk) => sum + chunk.plainBytes, 0),
  );
  out.i64(3, rows);
}

function writeChunk(out: ThriftWriter, chunk: WrittenChunk): void {
  const { at, dictionaryBytes, bloom } = chunk;
  const hasDictionary = dictionaryBytes > 0;
  out.i32(1, chunk.leaf.type === 'varchar' ? PHYSICAL.byteArray : PHYSICAL.int64);
  out.i32s(2, [ENCODING.rle, ENCODING.plain, ...(hasDictionary ? [ENCODING.dictionary] : [])]);
  out.texts(3, chunk.leaf.path);
  out.i32(4, chunk.codec);
  out.i64(5, chunk.entries);
  out.i64(6, chunk.plainBytes);
  out.i64(7, chunk.bytes);
  out.i64(9, at + dictionaryBytes);
  if (hasDictionary) out.i64(11, at);
  out.struct(12, () => writeStatistics(out, chunk));
  if (bloom) {
    out.i64(14, bloom.at);
    out.i32(15, bloom.bytes);
  }
}

function writeStatistics(out: ThriftWriter, chunk: WrittenChunk): void {
  out.i64(3, chunk.nulls);
  if (!chunk.bounds) return;
  out.binary(5, chunk.bounds.greatest);
  out.binary(6, chunk.bounds.least);
  out.bool(7, true);
  out.bool(8, true);
}
