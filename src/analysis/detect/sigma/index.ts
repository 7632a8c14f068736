export { type FolderOptions, readSigmaFolder } from './folder.ts';
export {
  type Bound,
  type Collection,
  type Comparison,
  type Correlation,
  type CorrelationType,
  type Document,
  type Filter,
  type Heading,
  type Item,
  LEVELS,
  type Level,
  type LogSource,
  type OwnKeys,
  type Pieces,
  type Place,
  type Refused,
  type Rule,
  type RuleTree,
  STATUSES,
  type Status,
  type TimePart,
  type Tree,
  type Value,
  type Wildcard,
} from './model.ts';
export { type ReadOptions, readSigma, type SigmaFile } from './read.ts';
export type { Placeholders } from './values/placeholder.ts';
