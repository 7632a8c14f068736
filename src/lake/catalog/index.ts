export { Catalog, type PartsQuery, type PartsSnapshot } from './catalog.ts';
export type { ObjectFilter } from './ledger.ts';
export type {
  CallerRow,
  CatalogChange,
  CommitRow,
  IdLength,
  LedgerRow,
  MicrosRange,
  NewPart,
  NewQuarantine,
  ObjectName,
  ObjectStatus,
  PackedSessions,
  PartId,
  PartRow,
  QuarantineResolution,
  QuarantineRow,
  SessionRow,
  Sighting,
} from './model.ts';
export { type CatalogOptions, catalogPath, openCatalog } from './open.ts';
export type { Origin } from './origins.ts';
export type { DayTotals } from './part-table.ts';
export type { QuarantineFilter } from './quarantine.ts';
export { joinSessions, packSessions } from './session-table.ts';
export type { CatalogStatus, Intake, TrailStatus } from './status.ts';
export { lockWriter, type WriterLock } from './writer-lock.ts';
