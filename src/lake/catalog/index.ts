export { Catalog, type PartsQuery, type PartsSnapshot } from './catalog.ts';
export type { AlertFilter } from './detections/alert-list.ts';
export { wakened } from './detections/alert-list.ts';
export type { GroupRange } from './detections/alert-table.ts';
export type { DeadLetter } from './detections/dead-letters.ts';
export type { Detections } from './detections/detections.ts';
export type { MatchFilter } from './detections/match-table.ts';
export type {
  AccountStarts,
  AlertChangeRow,
  AlertRow,
  AlertRowState,
  CountedRow,
  DetectionChange,
  Keeping,
  MatchAnswer,
  MatchMove,
  MatchRow,
  OutboxRow,
  RuleAsked,
  RuleDecision,
  RuleFacts,
  RuleMark,
  RuleRow,
  RuleStage,
  SuppressionRow,
  TermRow,
} from './detections/model.ts';
export type { DueOutboxRow, OutboxTable, SinkCounts } from './detections/outbox.ts';
export type { RuleCounts } from './detections/rule-counts.ts';
export type { CountedSuppression } from './detections/suppression-table.ts';
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
export { clampMicros } from './row.ts';
export { joinSessions, packSessions } from './session-table.ts';
export type { CatalogStatus, Intake, TrailStatus } from './status.ts';
export { lockWriter, type WriterLock } from './writer-lock.ts';
