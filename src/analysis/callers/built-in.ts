import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { type SystemCondition, systemRule } from '../../base/config/index.ts';
import { shipped } from '../../base/package/index.ts';
import { CONSOLE_AGENTS } from '../../query/sql/index.ts';

const FOLDER = shipped('systems/');

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

/** Our rules, in the order of their files. @throws Error for a file that is not as it should be */
export function builtInRules(): readonly BuiltInRule[] {
  const files = readdirSync(fileURLToPath(FOLDER)).filter((name) => name.endsWith('.yaml'));
  return files
    .sort()
    .flatMap((name) =>
      z.array(builtInRule).parse(parse(readFileSync(new URL(name, FOLDER), 'utf8'))),
    )
    .map((rule) => ({ ...rule, match: rule.match.map(withPatterns) }));
}

/** `$console` as the patterns by which `calls` knows the console. */
function withPatterns(condition: SystemCondition): SystemCondition {
  const { agent } = condition;
  if (typeof agent !== 'string' || !agent.startsWith('$')) return condition;
  const patterns = new Map<string, readonly string[]>(Object.entries(CONSOLE_AGENTS)).get(
    agent.slice(1),
  );
  if (!patterns) throw new RangeError(`there are no agents ${agent}`);
  return { ...condition, agent: patterns.map((pattern) => `/${pattern}/`) };
}
