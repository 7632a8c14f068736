export type { TimesWanted } from './ask.ts';
export { attributeLake } from './attribution.ts';
export { type Explanation, explain } from './explain.ts';
export {
  type SystemOverview,
  type SystemPart,
  systemActions,
  systemParts,
  systemsOverview,
} from './overview.ts';
export { type UnknownGroup, unknownGroups } from './unknown.ts';
