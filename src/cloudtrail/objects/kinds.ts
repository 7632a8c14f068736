/** What an object holds, as far as its key tells. `foreign`: the log of another AWS service. */
export type ObjectKind =
  | 'events'
  | 'insights'
  | 'network'
  | 'aggregated'
  | 'digest'
  | 'lake-result'
  | 'foreign'
  | 'unknown';

const KIND_OF_FOLDER: ReadonlyMap<string, ObjectKind> = new Map([
  ['CloudTrail', 'events'],
  ['CloudTrail-Insight', 'insights'],
  ['CloudTrail-NetworkActivity', 'network'],
  ['CloudTrail-Aggregated', 'aggregated'],
  ['CloudTrail-Digest', 'digest'],
  ['CloudTrail-Lake', 'lake-result'],
]);

/** The kind that a folder below the account stands for; one that CloudTrail may add later is `unknown`. */
export function kindOf(folder: string): ObjectKind {
  return KIND_OF_FOLDER.get(folder) ?? 'unknown';
}
