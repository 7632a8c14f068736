export { BUILDER_ADDRESSES, type BuilderModule, BuilderReader, firstMode } from './builders.ts';
export { type MergedPart, type MergeInput, mergeParts } from './merge.ts';
export { instantiate, loadModule } from './module.ts';
export { type Leaf, type Schema, type SchemaElement, schemaOf } from './schema.ts';
export { type Condition, PartStatistics } from './statistics.ts';
export { ParquetWriter } from './writer.ts';
export { Zstd } from './zstd.ts';
