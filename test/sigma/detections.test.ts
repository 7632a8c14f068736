import { describe, expect, it } from 'vitest';
import { FUNCTIONS, planStatement } from '../../src/query/sql/index.ts';
import { staleTable } from '../../tools/detections.ts';
import { TACTICS, TECHNIQUES } from './attack.fixture.ts';
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
    for (const tag of techniques) {
      const served = TECHNIQUES[tag.slice('attack.'.length, 'attack.t0000'.length).toUpperCase()];
      expect(served?.some((tactic) => tactics.includes(`attack.${tactic}`))).toBe(true);
    }
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

describe.each(PACK.filter(({ examples }) => examples.placeholders))('$name', (triple) => {
  it('stays quiet while its placeholders are unset', () => {
    const { match, noMatch } = triple.examples;

    for (const record of [...match, ...noMatch]) {
      expect(matches(triple, record, { placeholders: UNSET, virtual: virtualFields })).toBe(false);
    }
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

function queriesOf(page: string): readonly string[] {
  return [...page.matchAll(/^```sql\n([\s\S]*?)\n```$/gm)].map(([, sql = '']) => sql);
}

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
