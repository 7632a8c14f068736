import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { systemRule } from '../../base/config/index.ts';

/** `systems/` beside `src/` and `dist/`. */
const FOLDER = new URL('../../../systems/', import.meta.url);

const facts = z.strictObject({
  userAgent: z.string().optional(),
  type: z.string().optional(),
  principalArn: z.string().optional(),
  session: z.string().optional(),
  invokedBy: z.string().optional(),
  console: z.boolean().default(false),
  account: z.string().optional(),
  issuer: z.string().optional(),
  subject: z.string().optional(),
});

const builtInRule = systemRule.extend({
  category: z.string(),
  /** Where the evidence is written down. */
  source: z.url(),
  /** Callers that are the system's, and such as come near and are not: what the rule's test asks. */
  hits: z.array(facts).min(1),
  misses: z.array(facts).min(1),
});

export type BuiltInRule = z.output<typeof builtInRule>;

/** Our rules, in the order of their files. @throws ZodError for a file that is not as it should be */
export function builtInRules(): readonly BuiltInRule[] {
  const files = readdirSync(fileURLToPath(FOLDER)).filter((name) => name.endsWith('.yaml'));
  return files
    .sort()
    .flatMap((name) =>
      z.array(builtInRule).parse(parse(readFileSync(new URL(name, FOLDER), 'utf8'))),
    );
}
