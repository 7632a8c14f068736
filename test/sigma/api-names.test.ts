import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ABSENT, sharedPath } from '../e2e/shared-data.fixture.ts';
import { type Dictionary, isDictionary, scalarsOf } from './evaluator/index.ts';
import { pack } from './pack.fixture.ts';

const PACK = pack();
const FACTS = sharedPath('facts', 'exceptions.tsv');
const said = FACTS ? '' : ` (skipped: ${ABSENT})`;

describe.skipIf(!FACTS)(`names of APIs${said}`, () => {
  const facts = (FACTS ? readFileSync(FACTS, 'utf8') : '')
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
  const named = PACK.flatMap((triple) => triple.documents.flatMap(apisOf));

  it('are names of events, not of operations that are logged under another one', () => {
    const suffixed = facts.find(([, , kind]) => kind === 'version-suffix')?.[1] ?? '';
    const suffix = new RegExp(suffixed.slice(1, -1));
    const lambda = named.filter(({ source }) => source === 'lambda.amazonaws.com');

    expect(lambda.length).toBeGreaterThan(0);
    for (const { name } of lambda) expect(DATED_LAMBDA.has(name)).toBe(suffix.test(name));
    for (const { name } of named) expect(NEVER_LOGGED).not.toContain(name);
  });

  it('are asked of the source that logs them', () => {
    const aliases = new Set(
      facts.filter(([, , kind]) => kind === 'source-alias').map(([one]) => one),
    );
    for (const { source } of named) {
      expect(source).toMatch(aliases.has(source) ? /./ : /^[a-z0-9.-]+\.amazonaws\.com$/);
    }
  });
});

/** Operations of Lambda whose events carry the date of their API. */
const DATED_LAMBDA = new Set([
  'AddPermission20150331v2',
  'CreateFunction20150331',
  'UpdateFunctionCode20150331v2',
  'UpdateFunctionConfiguration20150331v2',
  'PublishLayerVersion20181031',
]);

const NEVER_LOGGED = [
  'PassRole',
  'PutPublicAccessBlock',
  'DeletePublicAccessBlock',
  'AddPermission',
  'UpdateFunctionCode',
  'UpdateFunctionConfiguration',
  'CreateFunction',
];

function apisOf({ detection }: Dictionary): readonly { source: string; name: string }[] {
  if (!isDictionary(detection)) return [];
  return Object.values(detection).flatMap((selection) =>
    (Array.isArray(selection) ? selection : [selection])
      .filter(isDictionary)
      .flatMap((map) =>
        scalarsOf(map.eventSource).flatMap((source) =>
          scalarsOf(map.eventName).map((name) => ({ source: String(source), name: String(name) })),
        ),
      ),
  );
}
