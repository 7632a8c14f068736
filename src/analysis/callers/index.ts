export type { TimesWanted } from './ask.ts';
export { attributeLake } from './attribution.ts';
export { type Explanation, explain } from './explain.ts';
export { type SystemOverview, systemsOverview } from './overview.ts';
export { type SystemPart, systemActions, systemParts } from './parts.ts';
export { type UnknownGroup, unknownGroups } from './unknown.ts';
