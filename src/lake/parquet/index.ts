export { type Leaf, type Schema, type SchemaElement, schemaOf } from './schema.ts';
export { type ColumnChunk, ParquetWriter } from './writer.ts';
