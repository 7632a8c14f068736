export { attributeLake } from './attribution.ts';
export {
  type SystemOverview,
  type SystemPart,
  systemActions,
  systemParts,
  systemsOverview,
  type TimesWanted,
} from './overview.ts';
