import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { RULES } from './rules.ts';

const FOLDER = fileURLToPath(new URL('../../../../detections/', import.meta.url));

/** The last document of a file is the one that raises alerts. */
function ruleIn(file: string): Readonly<Record<string, unknown>> {
  return (
    parseAllDocuments(readFileSync(`${FOLDER}${file}`, 'utf8'))
      .at(-1)
      ?.toJS() ?? {}
  );
}

test('what is known of our rules is what stands in them', () => {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
  const rules = files.filter((name) => name.endsWith('.yml')).map(ruleIn);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));

  const stated = Object.values(RULES).map(({ rule }) => {
    const { title, level, trailglass } = byId.get(rule) ?? {};
    const { window = '1h', newTerms } = (trailglass ?? {}) as Record<string, unknown>;
    return {
      rule,
      title,
      severity: level,
      window,
      ...(newTerms !== undefined && { isNews: true }),
    };
  });

  const known = Object.values(RULES).map((one) => ({ ...one, window: `${one.window / 3600}h` }));
  expect(known).toEqual(stated);
});
