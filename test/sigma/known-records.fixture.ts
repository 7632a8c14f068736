import { globSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Dictionary } from './evaluator/fields.ts';
import { isDictionary } from './evaluator/fields.ts';

/** Every record of CloudTrail in the files of a folder, whatever they are wrapped in; each event once. */
export function recordsUnder(folder: string): readonly Dictionary[] {
  const files = globSync(`${folder}/**/*.{json,jsonl,gz}`).sort();
  const all = files.flatMap((file) =>
    documentsOf(textOf(file)).flatMap((one) => [...recordsIn(one)]),
  );
  return [...new Map(all.toReversed().map((record) => [keyOf(record), record])).values()];
}

function textOf(file: string): string {
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** One document, or one a line. */
function documentsOf(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return text.split('\n').flatMap((line) => {
      try {
        return [JSON.parse(line)];
      } catch {
        return [];
      }
    });
  }
}

function* recordsIn(value: unknown): Generator<Dictionary> {
  if (Array.isArray(value)) {
    for (const one of value) yield* recordsIn(one);
    return;
  }
  if (!isDictionary(value)) return;
  const isRecord = ['eventID', 'eventName', 'eventTime'].every(
    (key) => typeof value[key] === 'string',
  );
  if (isRecord) yield value;
  else for (const one of Object.values(value)) yield* recordsIn(one);
}

function keyOf({ recipientAccountId, awsRegion, eventID }: Dictionary): string {
  return JSON.stringify([recipientAccountId, awsRegion, eventID]);
}
