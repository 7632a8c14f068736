export type { TimesWanted } from './ask.ts';
export { attributeLake } from './attribution.ts';
export { breaches, type Contracts, newPlaces } from './contract-check.ts';
export type { Breach } from './contract-groups.ts';
export { learnContract } from './contract-learn.ts';
export { type Explanation, explain } from './explain.ts';
export { knownSystems } from './known-systems.ts';
export {
  type SystemOverview,
  type SystemPart,
  systemActions,
  systemParts,
  systemsOverview,
} from './overview.ts';
export { openPlaces } from './places.ts';
export { type UnknownGroup, unknownGroups } from './unknown.ts';
