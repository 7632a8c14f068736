export { tableAliases } from './aliases.ts';
export { drawPicture } from './charts/picture.ts';
export { chartPoints } from './charts/points.ts';
export { type ChartWish, chartOf } from './charts/wish.ts';
export { type DeskOptions, openDesk } from './desk.ts';
export {
  type FormatOptions,
  formatResult,
  isNumeric,
  type ResultFormat,
} from './results/formats.ts';
export { fillIn, type ParameterValues } from './saved/fill.ts';
export type { ChartHint, QueryParameter } from './saved/front-matter.ts';
export { PARAMETER_TYPES } from './saved/parameter-types.ts';
export { replacePlaceholders } from './saved/placeholders.ts';
export { faultsOf, saveQuery } from './saved/save.ts';
export {
  ownFolders,
  type QueryFolder,
  type QueryOrigin,
  type SavedQuery,
  savedQueries,
  savedQuery,
} from './saved/saved.ts';
export { sqlFaultOf } from './saved/sql-fault.ts';
