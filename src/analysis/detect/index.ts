export { LEVELS, type Level } from '../../base/severity/index.ts';
export type * from './alerts/message.ts';
export type { Match, MatchedEvent } from './match/match.ts';
export { findMatches, type MatchOptions, type WantedRule } from './match/matched.ts';
export { type RuleHits, type ScanOptions, scanRules } from './match/scan.ts';
export { findFirings, scanCorrelations } from './match/scan-correlations.ts';
export { readSigma, readSigmaFolder } from './sigma/index.ts';
export type { Collection, Correlation, Rule } from './sigma/model.ts';
