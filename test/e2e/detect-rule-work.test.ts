import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePlace } from './small-lake.fixture.ts';

// The shapes of docs/reference/json.md: toEqual also fails on keys that the page does not know.

const place = makePlace();
afterAll(place.remove);

const GUIDE = readFileSync(new URL('../../docs/guide/writing-rules.md', import.meta.url), 'utf8');

/** The first block of a language in the guide. */
function blockOf(language: string): string {
  return GUIDE.match(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``))?.[1] ?? '';
}

const RULE = 'rules/parameter-read.yml';
const TITLE = 'Parameter read by a person';
const ID = '0d4a6f0e-8f0f-4d58-9a0a-1f6f2b6c7d01';
const COUNTING = `title: Parameters read
id: 0d4a6f0e-8f0f-4d58-9a0a-1f6f2b6c7d02
level: high
correlation:
  type: event_count
  rules: [${ID}]
  group-by: [userIdentity.arn]
  timespan: 5m
  condition: {gte: 3}
`;

async function json(...args: readonly string[]) {
  const { code, stdout, stderr } = await place.run(...args, '--json');
  return { code, stderr, value: JSON.parse(stdout || 'null') };
}

beforeAll(async () => {
  const folder = join(place.folder, 'rules');
  mkdirSync(folder);
  writeFileSync(join(place.folder, RULE), blockOf('yaml'));
  writeFileSync(join(folder, 'parameter-read.events.json'), blockOf('json'));
  const { match, noMatch } = JSON.parse(blockOf('json'));
  const log = join(place.folder, 'log.json');
  writeFileSync(log, JSON.stringify({ Records: [...match, ...noMatch] }));
  await place.run('collect', log);
}, 60_000);

describe('the guide to writing rules', () => {
  it('shows a rule that lint has nothing against', async () => {
    const { code, value } = await json('detect', 'lint', 'rules', '--fail-on', 'hint');

    expect([code, value]).toEqual([0, []]);
  });

  it('shows examples that the rule passes', async () => {
    const { code, value } = await json('detect', 'test', 'rules');

    expect(code).toBe(0);
    expect(value).toEqual([
      {
        file: RULE,
        passed: true,
        cases: [
          { kind: 'match', name: '1', expected: true, found: true },
          { kind: 'noMatch', name: '1', expected: false, found: false },
        ],
      },
    ]);
  });

  it('shows what explain prints', async () => {
    const id = JSON.parse(blockOf('json')).noMatch[0].eventID;
    const { stdout } = await place.run('detect', 'explain', TITLE, id, '--rules', 'rules');
    const shown = blockOf('text').split('\n').slice(1).join('\n');

    expect(stdout).toBe(shown);
  });
});

describe('detect explain', () => {
  it('gives the tree with what each leaf saw', async () => {
    const id = JSON.parse(blockOf('json')).match[0].eventID;
    const { value } = await json('detect', 'explain', ID, id, '--rules', RULE);

    const [{ tree, ...rest }] = value;
    expect(rest).toEqual({
      rule: ID,
      title: TITLE,
      event: {
        id,
        time: '2026-11-20T09:12:44Z',
        source: 'ssm.amazonaws.com',
        name: 'GetParameter',
        account: '111122223333',
        region: 'eu-west-1',
      },
      matches: true,
    });
    expect(tree).toMatchObject({ is: 'and', holds: true });
    expect(tree.of[0].of[0].of[3]).toEqual({
      is: 'item',
      holds: true,
      key: 'errorCode',
      wants: 'null',
      saw: [{ field: 'errorCode', values: [], exists: false }],
      line: 17,
    });
  });

  it('explains of a correlation the rules that it counts', async () => {
    writeFileSync(join(place.folder, 'counting.yml'), `${blockOf('yaml')}---\n${COUNTING}`);
    const id = JSON.parse(blockOf('json')).match[0].eventID;

    const { value } = await json(
      ...['detect', 'explain', 'Parameters read', id, '--rules', 'counting.yml'],
    );

    expect(value).toMatchObject([{ rule: ID, matches: true }]);
  });

  it('says that there is no such rule, or no such event', async () => {
    const noRule = await place.run('detect', 'explain', `${TITLE}s`, 'x', '--rules', 'rules');
    const noEvent = await place.run('detect', 'explain', TITLE, 'x', '--rules', 'rules');

    expect([noRule.code, noEvent.code]).toEqual([2, 1]);
    expect(noRule.stderr).toContain(`Did you mean "${TITLE}"?`);
    expect(noEvent.stderr).toContain('The lake has no event x.');
  });
});

describe('detect list and show', () => {
  it('list our own rules, the most severe first', async () => {
    const { value } = await json('detect', 'list', '--level', 'critical');

    expect(value.length).toBeGreaterThan(10);
    expect(Object.keys(value[0])).toEqual([
      ...['rule', 'name', 'title', 'kind', 'level', 'status', 'pack', 'tags', 'file', 'use'],
    ]);
    expect(new Set(value.map((one: { level: string }) => one.level))).toEqual(
      new Set(['critical']),
    );
  });

  it('show a rule with SQL that the lake answers', async () => {
    const { value } = await json('detect', 'show', TITLE, '--rules', 'rules');
    const { stdout } = await place.run('query', value.sql.sql, '--output', 'ndjson');

    expect(value).toMatchObject({
      rule: ID,
      use: null,
      author: 'You',
      condition: expect.any(Array),
    });
    expect(value.sql.runsOn).toBe('athena');
    expect(stdout.trim().split('\n')).toHaveLength(1);
  });

  it('show what a correlation counts', async () => {
    const { value } = await json('detect', 'show', 'parameters READ', '--rules', 'counting.yml');

    expect(value.correlation).toEqual({
      type: 'event_count',
      rules: [{ rule: ID, title: TITLE }],
      groupBy: ['userIdentity.arn'],
      timespan: 300,
      condition: { is: 'bounds', bounds: [['gte', 3]], fields: [] },
      generate: false,
    });
  });
});

describe('detect lint', () => {
  const bad = blockOf('yaml').replace('ssm.amazonaws.com', 'ssm').replace(TITLE, 'Bad');

  it('exits with 10 from the severity that was asked for', async () => {
    writeFileSync(join(place.folder, 'bad.yml'), bad);

    const { code, value } = await json('detect', 'lint', 'bad.yml', '--fail-on', 'error');

    expect(code).toBe(10);
    expect(value).toEqual([
      {
        rule: ID,
        title: 'Bad',
        severity: 'error',
        code: 'event-source',
        message: 'ssm is no source of events: they end in .amazonaws.com. The rule never matches.',
        suggestion: 'eventSource: ssm.amazonaws.com',
        ...{ file: 'bad.yml', document: 1, line: 12 },
      },
    ]);
  });

  it('asks the lake for selections that nothing has', async () => {
    const { value } = await json('detect', 'lint', 'rules', '--history');

    expect(value.map(({ code }: { code: string }) => code)).toEqual(['noisy', 'silent-selection']);
  });
});

describe('detect test', () => {
  it('tells which example came out otherwise, and exits with 10', async () => {
    const examples = JSON.parse(blockOf('json'));
    const turned = { match: examples.noMatch, noMatch: examples.match };
    writeFileSync(join(place.folder, 'turned.yml'), blockOf('yaml'));
    writeFileSync(join(place.folder, 'turned.events.json'), JSON.stringify(turned));

    const { code, stdout } = await place.run('detect', 'test', 'turned.yml');

    expect(code).toBe(10);
    expect(stdout).toMatch(/turned\.yml {2}match 1 +a match +no match/);
    expect(stdout).toMatch(/turned\.yml {2}noMatch 1 +no match +a match/);
    expect(stdout).toContain('(1 file, 2 examples: 1 failed)');
  });

  it('tries sequences through alerts', { timeout: 60_000 }, async () => {
    const [event] = JSON.parse(blockOf('json')).match;
    const sequence = (times: number, fires: boolean) => ({
      name: `${times} in two minutes`,
      fires,
      events: [{ event, times, every: 60 }],
    });
    const examples = { sequences: [sequence(3, true), sequence(2, false), sequence(2, true)] };
    writeFileSync(join(place.folder, 'counting.events.json'), JSON.stringify(examples));

    const { code, value } = await json('detect', 'test', 'counting.yml');

    expect(code).toBe(10);
    expect(value[0].cases.map(({ found }: { found: boolean }) => found)).toEqual([
      ...[true, false, false],
    ]);
  });

  it('says why nothing was tried', async () => {
    writeFileSync(join(place.folder, 'broken.yml'), blockOf('yaml'));
    writeFileSync(join(place.folder, 'broken.events.json'), '{"match": 1}');

    const { code, value } = await json('detect', 'test', 'broken.yml');

    expect(code).toBe(10);
    expect(value).toEqual([
      { file: 'broken.yml', passed: false, cases: [], problem: expect.stringContaining('match') },
    ]);
  });
});
