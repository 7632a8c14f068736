/** Ends that a log may have: CloudTrail's own, tools' exports, and what Firehose or people write. */
const ENDS: readonly string[] = ['.json', '.jsonl', '.ndjson', '.gz', '.csv', '.log'];

/**
 * Whether an object found in a folder may hold CloudTrail; its content has the last word.
 * A name without a dot may: Firehose delivers such. Texts (`LICENSE.txt`) are not offered.
 */
export function isLogFile(key: string): boolean {
  const name = key.slice(key.lastIndexOf('/') + 1).toLowerCase();
  return name !== '' && (!name.includes('.') || ENDS.some((end) => name.endsWith(end)));
}
