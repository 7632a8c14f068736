export { type Finding, type LintFacts, SEVERITIES, type Severity } from './finding.ts';
export { type History, readHistory } from './history.ts';
export { lintRules } from './lint.ts';
