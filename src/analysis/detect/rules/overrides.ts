import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { shipped } from '../../../base/package/index.ts';
import { LEVELS } from '../../../base/severity/index.ts';

const FOLDER = shipped('packs/');

/** What we know of a public rule, by its id; none of its text. */
const override = z.strictObject({
  title: z.string(),
  /** What is wrong with it. */
  fault: z.string(),
  /** Switched off unless a pack says its level. */
  off: z.boolean().default(false),
  level: z.enum(LEVELS).optional(),
  /** The id of the rule that sees the same. */
  instead: z.string().optional(),
});

export type Override = z.output<typeof override>;

/** Known faults of public rules by the id of the rule. @throws ZodError for a file that is not as it should be */
export function knownFaults(): ReadonlyMap<string, Override> {
  const files = readdirSync(fileURLToPath(FOLDER)).filter((name) => name.endsWith('.yaml'));
  const all = files
    .sort()
    .map((name) =>
      z.record(z.string(), override).parse(parse(readFileSync(new URL(name, FOLDER), 'utf8'))),
    );
  return new Map(all.flatMap((faults) => Object.entries(faults)));
}
