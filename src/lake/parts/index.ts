export type { Fault, Problem } from './checks.ts';
export { type Compaction, type CompactOptions, compact } from './compact.ts';
export { type Derivation, derived, type Kept, type Packing } from './derived.ts';
export { type Finding, type FsckOptions, type FsckReport, fsck } from './fsck.ts';
export type { DayIds } from './id-files.ts';
export type { IdBatch, IdIndex } from './id-index.ts';
export { type LakeInfo, type LakeTotals, lakeInfo } from './info.ts';
export {
  type LakeChange,
  type LakeOptions,
  openLake,
  type RetiredDay,
  type WriterLake,
} from './lake.ts';
export { origins } from './origins.ts';
export { newPartId, type PartPlace, partPath } from './paths.ts';
export type { Recovery, Sweep } from './recovery.ts';
export { type RetainOptions, type Retention, retain } from './retention.ts';
export { type Snapshot, type SnapshotPart, snapshot } from './snapshot.ts';
export { beginPart, type PartInHand, writePart } from './write-part.ts';
