export { LEVELS, type Level } from '../../base/severity/index.ts';
export { type Alert, type AlertRule, type RuleFacts, toAlert } from './alerts/alert.ts';
export { conditionText, equalities } from './alerts/equality.ts';
export { factsFor, findAlert, type Handling, handleAlert } from './alerts/handle.ts';
export type * from './alerts/message.ts';
export { snapshotOf } from './alerts/message-of.ts';
export { type Risk, risks } from './alerts/risk.ts';
export { type AlertSettings, alertSettings, type StoredDetections } from './alerts/settings.ts';
export type { SeveritySettings } from './alerts/severity.ts';
export type { AlertAction } from './alerts/state-change.ts';
export type { RowsFor } from './alerts/steps.ts';
export {
  isInForce,
  isMeant,
  newSuppression,
  type Preview,
  type Suppression,
  type SuppressionWish,
  toSuppression,
} from './alerts/suppression.ts';
export {
  type Asking,
  checkSql,
  type OpenDays,
  previewAsking,
  type UnaskedSuppression,
} from './alerts/suppression-sql.ts';
export { type RuleStatistics, statisticsOf } from './alerts/tuning.ts';
export { type Backtest, backtest } from './backtest/backtest.ts';
export { type Explained, type Explanation, explainRule, type Sight } from './explain/index.ts';
export {
  type Finding,
  type LintFacts,
  lintRules,
  readHistory,
  SEVERITIES,
  type Severity,
} from './lint/index.ts';
export type { Match, MatchedEvent } from './match/match.ts';
export { findMatches, type MatchOptions, type WantedRule } from './match/matched.ts';
export { type RuleHits, type ScanOptions, scanRules } from './match/scan.ts';
export { scanCollection } from './match/scan-collection.ts';
export { findFirings } from './match/scan-correlations.ts';
export {
  type DroppedSetting,
  keepSettings,
  newPack,
  type Pack,
  readPacks,
  withPack,
  writePacks,
} from './rules/packs.ts';
export { type ListedRule, type RuleSet, readRuleSet } from './rules/rule-set.ts';
export { newestEvent } from './run/lake-times.ts';
export { type DetectSummary, runDetections } from './run/run.ts';
export { type RuleSql, ruleSql } from './show/index.ts';
export { readSigma, readSigmaFolder } from './sigma/index.ts';
export type { Collection, Correlation, Rule } from './sigma/model.ts';
export { type TrialCase, type TrialFile, type TrialResult, tryRules } from './trial/index.ts';
