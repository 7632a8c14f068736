import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FUNCTIONS, planStatement } from '../../src/query/sql/index.ts';
import { staleTable } from '../../tools/detections.ts';
import { ABSENT, sharedPath } from '../e2e/shared-data.fixture.ts';
import {
  type Dictionary,
  evaluateOwnKeys,
  evaluateRule,
  firingsOf,
  isDictionary,
  scalarsOf,
} from './evaluator/index.ts';
import {
  alerting,
  differences,
  eventsOf,
  pack,
  packFiles,
  type Triple,
  UNSET,
} from './pack.fixture.ts';
import { virtualFields } from './virtual.ts';

const PACK = pack();

const SESSION = { now: 0n, user: 'trailglass', catalog: 'AwsDataCatalog', schema: 'default' };

const SECTIONS = [
  'Why it matters',
  'What to do first',
  'False positives',
  'What it needs',
  'When not to use it',
  'ATT&CK',
  'Severity',
];

const NEEDS = new Set([
  'management',
  'data',
  'organisation-trail',
  'identity-center',
  'enrichment',
]);

const HEADING = [
  'title',
  'id',
  'status',
  'description',
  'license',
  'references',
  'author',
  'date',
  'tags',
  'fields',
  'falsepositives',
  'level',
];

function optionsOf({ examples }: Triple) {
  return { placeholders: { ...UNSET, ...examples.placeholders }, virtual: virtualFields };
}

/** Whether any rule of the file matches: several of them make one correlation. */
function matches(triple: Triple, record: Dictionary, options = optionsOf(triple)): boolean {
  return triple.documents
    .filter((document) => document.detection !== undefined)
    .some((document) => evaluateRule(document, record, options));
}

function fires(triple: Triple, events: readonly Dictionary[]): boolean {
  const document = alerting(triple);
  const options = optionsOf(triple);
  if (document.correlation === undefined) return evaluateOwnKeys(document, events, options);
  return firingsOf(document, triple.documents, events, options).length > 0;
}

describe.each(PACK)('$name', (triple) => {
  const { page, examples } = triple;
  const document = alerting(triple);

  it('has all that a reader asks of a rule', () => {
    for (const one of triple.documents) {
      const keys = one.detection === undefined ? HEADING : [...HEADING, 'logsource'];
      expect(Object.keys(one)).toEqual(expect.arrayContaining(keys));
      expect(one.id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    }
  });

  it('says what has to be collected', () => {
    const needs = triple.documents
      .filter((one) => one.detection !== undefined)
      .map(({ trailglass }) => (isDictionary(trailglass) ? trailglass.needs : undefined));

    for (const one of needs) {
      expect(one).not.toHaveLength(0);
      for (const need of scalarsOf(one)) expect(NEEDS.has(String(need))).toBe(true);
    }
  });

  it('has a page with every section, in order, and two questions that the lake answers', () => {
    expect(page.match(/^# .*/)?.[0]).toBe(`# ${String(document.title)}`);
    expect(page.match(/^\*\*(\w+)\*\*/m)?.[1]?.toLowerCase()).toBe(document.level);
    expect([...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual(SECTIONS);
    expect(queriesOf(page)).toHaveLength(2);
    for (const sql of queriesOf(page)) {
      const plan = planStatement(sql, { functions: FUNCTIONS, session: SESSION });
      expect(plan.is).toBe('query');
    }
  });

  it('names tactics and techniques of ATT&CK alike in rule and page', () => {
    const tags = scalarsOf(document.tags).map(String);
    const techniques = tags.filter((tag) => /^attack\.t\d{4}(\.\d{3})?$/.test(tag));
    const tactics = tags.filter((tag) => TACTICS.has(tag));

    expect(techniques.length + tactics.length).toBe(tags.length);
    expect(tactics).not.toHaveLength(0);
    expect([...page.matchAll(/^- (T\d{4}(?:\.\d{3})?) /gm)].map(([, id]) => id)).toEqual(
      techniques.map((tag) => tag.slice('attack.'.length).toUpperCase()),
    );
  });

  it('matches its events and not those that differ in one field', () => {
    expect(examples.match).not.toHaveLength(0);
    expect(examples.noMatch).not.toHaveLength(0);
    for (const record of examples.match) expect(matches(triple, record)).toBe(true);
    for (const record of examples.noMatch) {
      expect(matches(triple, record)).toBe(false);
      const distances = examples.match.map((other) => differences(other, record).length);
      expect(Math.min(...distances)).toBe(1);
    }
  });

  it('has whole records', () => {
    const sequences = (examples.sequences ?? []).flatMap(eventsOf);
    for (const record of [...examples.match, ...examples.noMatch, ...sequences]) {
      expect(Object.keys(record)).toEqual(expect.arrayContaining(RECORD));
    }
  });

  it('stays quiet while its placeholders are unset', () => {
    if (examples.placeholders === undefined) return;
    for (const record of [...examples.match, ...examples.noMatch]) {
      expect(matches(triple, record, { placeholders: UNSET, virtual: virtualFields })).toBe(false);
    }
  });

  it('fires on sequences as they say', () => {
    const own = isDictionary(document.trailglass) ? document.trailglass : {};
    const needsSequences =
      document.correlation !== undefined ||
      ['newTerms', 'threshold', 'absence'].some((key) => key in own);
    const answers = (examples.sequences ?? []).map((one) => ({
      ...one,
      fires: fires(triple, eventsOf(one)),
    }));

    expect(answers).toEqual(examples.sequences ?? []);
    if (needsSequences) expect(new Set(answers.map((one) => one.fires)).size).toBe(2);
  });
});

describe('the pack', () => {
  it('covers its areas, with nothing but triples in it', () => {
    const expected = PACK.flatMap(({ name }) => [
      `${name}.events.json`,
      `${name}.md`,
      `${name}.yml`,
    ]);

    expect(PACK.length).toBeGreaterThanOrEqual(85);
    expect(packFiles()).toEqual(expected.toSorted());
  });

  it('uses every id, name and title once', () => {
    const documents = PACK.flatMap((triple) => triple.documents);
    for (const key of ['id', 'title', 'name']) {
      const values = documents.map((document) => document[key]).filter((one) => one !== undefined);
      expect(new Set(values).size).toBe(values.length);
    }
  });

  it('has its table in step', () => {
    expect(staleTable()).toBe(false);
  });
});

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

function queriesOf(page: string): readonly string[] {
  return [...page.matchAll(/^```sql\n([\s\S]*?)\n```$/gm)].map(([, sql = '']) => sql);
}

const TACTICS = new Set(
  [
    'reconnaissance',
    'resource-development',
    'initial-access',
    'execution',
    'persistence',
    'privilege-escalation',
    'defense-evasion',
    'credential-access',
    'discovery',
    'lateral-movement',
    'collection',
    'command-and-control',
    'exfiltration',
    'impact',
  ].map((tactic) => `attack.${tactic}`),
);

const RECORD = [
  'eventVersion',
  'userIdentity',
  'eventTime',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'requestParameters',
  'responseElements',
  'requestID',
  'eventID',
  'readOnly',
  'eventType',
  'managementEvent',
  'recipientAccountId',
  'eventCategory',
];
