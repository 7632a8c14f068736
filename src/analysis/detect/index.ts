export type * from './alerts/message.ts';
export type { Match, MatchedEvent } from './match/match.ts';
export { type RuleHits, type ScanOptions, scanRules } from './match/scan.ts';
export type { Collection, Correlation, Level, Rule } from './sigma/model.ts';
