import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillLake, makePlace } from './small-lake.fixture.ts';

// The shapes of docs/reference/json.md: toEqual also fails on keys that the page does not know.
const NUMBER = expect.any(Number);
const TEXT = expect.any(String);
const DAY = expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/);

const ID = '6a2d0d1f-8e5c-4c1f-8a7f-2d2e3f4a5b6c';
const RULE = `title: Instances described
id: ${ID}
level: low
logsource: {product: aws, service: cloudtrail}
detection:
  selection: {eventName: DescribeInstances}
  condition: selection
`;

const place = makePlace();
const rules = join(place.folder, 'rules');
afterAll(place.remove);

beforeAll(async () => {
  await fillLake(place);
  mkdirSync(rules);
  writeFileSync(join(rules, 'rule.yml'), RULE);
  writeFileSync(join(rules, 'wrong.yml'), 'title: Nothing else\n');
});

async function json(...args: readonly string[]) {
  const { code, stdout } = await place.run(...args, '--json');
  return { code, value: JSON.parse(stdout) };
}

const MATCHED = {
  ...{ rule: ID, title: 'Instances described', level: 'low', matches: NUMBER },
  ...{ events: expect.arrayContaining([TEXT]), refused: null },
};
const REFUSED = {
  ...{ rule: null, title: 'Nothing else', level: null, matches: 0, events: [] },
  refused: expect.stringContaining('wrong.yml, document 1, line 1'),
};

describe('detect scan', () => {
  it('says of each rule what it matched, and of each other document why it is none', async () => {
    const { code, value } = await json('detect', 'scan', '--rules', rules);

    expect(code).toBe(0);
    expect(value).toEqual([MATCHED, REFUSED]);
  });

  it('prints the same, one a line', async () => {
    const { stdout } = await place.run('detect', 'scan', '--rules', rules, '--output', 'ndjson');

    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([MATCHED, REFUSED]);
  });

  it('fails a build where a rule of the level matched, and of no higher one', async () => {
    const scan = ['detect', 'scan', '--rules', rules, '--fail-on'];

    const codes = [await place.run(...scan, 'low'), await place.run(...scan, 'medium')];

    expect(codes.map(({ code }) => code)).toEqual([10, 0]);
  });
});

describe('detect packs', () => {
  it('say what was added, and what is used of it', async () => {
    const added = await json('detect', 'packs', 'add', rules, '--level', 'low');
    const { value } = await json('detect', 'packs', 'list');

    const pack = { name: 'rules', path: rules, level: 'low', off: [], levels: {}, rules: 1 };
    const place = { file: 'wrong.yml', document: 1, line: 1 };
    expect(added.value).toEqual({
      ...pack,
      refused: [{ place, title: 'Nothing else', reason: TEXT }],
      dropped: [],
    });
    expect(value).toEqual([{ ...pack, active: 1 }]);
  });

  it('take a level for a rule that they have, and for no other', async () => {
    const set = ['detect', 'packs', 'set', 'rules'];

    const known = await place.run(...set, ID, '--level', 'high');
    const unknown = await place.run(...set, 'no-such-rule', '--off');

    expect([known.code, unknown.code]).toEqual([0, 2]);
    expect(unknown.stderr).toContain('no-such-rule');
  });

  it('keep their level and what was set of their rules when they are added again', async () => {
    const { value } = await json('detect', 'packs', 'add', rules);

    expect(value).toMatchObject({ level: 'low', levels: { [ID]: 'high' }, dropped: [] });
  });

  it('say what they drop of rules that are gone', async () => {
    const other = join(place.folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'rule.yml'), RULE.replace(ID, 'another-id'));
    await place.run('detect', 'packs', 'set', 'rules', ID, '--off');

    const { stdout } = await place.run('detect', 'packs', 'add', other, '--name', 'rules');
    const back = await json('detect', 'packs', 'add', rules);

    expect(stdout).toContain(
      `Dropped, since the pack has no such rule any more:\n  ${ID} (off, high)`,
    );
    expect(back.value).toMatchObject({ off: [], levels: {} });
  });
});

describe('detect backtest', () => {
  it('says what a rule would have found, by day and by actor', async () => {
    const { value } = await json('detect', 'backtest', ID);

    const counts = { matches: NUMBER, alerts: NUMBER };
    expect(value).toEqual({
      ...{ rule: ID, title: 'Instances described', suppressed: 0, ...counts },
      days: expect.arrayContaining([{ day: DAY, ...counts }]),
      actors: expect.arrayContaining([{ actor: TEXT, ...counts }]),
      exceptions: expect.any(Array),
    });
  });

  it('knows no rule that is not there', async () => {
    const { code, stderr } = await place.run('detect', 'backtest', 'Instance described');

    expect(code).toBe(2);
    expect(stderr).toContain('Instances described');
  });
});

describe('detect run', () => {
  it('says what it did, and does nothing twice', async () => {
    const first = await json('detect', 'run');
    const second = await json('detect', 'run');

    const shape = { commit: NUMBER, rules: NUMBER, matches: NUMBER, messages: NUMBER };
    const alerts = { opened: NUMBER, changed: NUMBER, backfill: NUMBER };
    expect(first.value).toEqual({ ...shape, alerts, due: [] });
    expect(first.value.matches).toBeGreaterThan(0);
    expect(second.value).toMatchObject({
      ...{ matches: 0, messages: 0 },
      alerts: { opened: 0, changed: 0, backfill: 0 },
    });
  });
});

describe('a rule that comes later', () => {
  const id = '0d9b3b5e-58f8-4c6e-9f60-6c1f8f6f7a11';

  it('is staged until it is promoted', async () => {
    const text = RULE.replaceAll(ID, id).replace('Instances described', 'Described later');
    writeFileSync(join(rules, 'later.yml'), text);
    await place.run('detect', 'run');
    const stagedIn = async (command: readonly string[]) => {
      const { value } = await json(...command);
      return value.find((one: { rule: unknown }) => JSON.stringify(one.rule).includes(id));
    };
    const before = await stagedIn(['detect', 'list']);
    const alert = await stagedIn(['alerts', 'list', '--state', 'open', '--state', 'closed']);
    const { stdout } = await place.run('detect', 'list');
    const promoted = await place.run('detect', 'packs', 'promote', 'Described later');
    const after = await stagedIn(['detect', 'list']);
    const again = await place.run('detect', 'packs', 'promote', id);

    expect(before).toMatchObject({ use: 'alerts', stagedSince: TEXT });
    expect(alert).toMatchObject({ staged: true });
    expect(stdout).toContain('staged since');
    expect(promoted).toMatchObject({ code: 0 });
    expect(after).not.toHaveProperty('stagedSince');
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('is not staged');
  });
});

describe('notify deliver', () => {
  it('says with --once what is left of each sink', async () => {
    writeFileSync(
      join(place.folder, 'trailglass.yaml'),
      'notify: {sinks: {screen: {type: stdout}}}\n',
    );

    const { value } = await json('notify', 'deliver', '--once');

    expect(value).toEqual([{ sink: 'screen', waiting: 0, dead: 0, dropped: 0, paused: null }]);
  });
});
