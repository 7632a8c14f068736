export { type DeskOptions, openDesk } from './desk.ts';
export {
  type FormatOptions,
  formatResult,
  isNumeric,
  type ResultFormat,
} from './results/formats.ts';
export { type SavedQuery, savedQueries, savedQuery } from './saved.ts';
