export { type FolderOptions, readSigmaFolder } from './folder.ts';
export type {
  Bound,
  Collection,
  Comparison,
  Correlation,
  CorrelationType,
  Document,
  Filter,
  Heading,
  Item,
  Level,
  LogSource,
  OwnKeys,
  Pieces,
  Place,
  Refused,
  Rule,
  RuleTree,
  Status,
  TimePart,
  Tree,
  Value,
  Wildcard,
} from './model.ts';
export { type ReadOptions, readSigma, type SigmaFile } from './read.ts';
export type { Placeholders } from './values/modifier.ts';
