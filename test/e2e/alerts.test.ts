import { userInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aMatch, aRule, MINUTE, take } from '../../src/analysis/detect/alerts/alerts.fixture.ts';
import { lockWriter, openCatalog } from '../../src/lake/catalog/index.ts';
import { makePlace } from './small-lake.fixture.ts';

// The shapes of docs/reference/json.md: toEqual also fails on keys that the page does not know.
const NUMBER = expect.any(Number);
const ISO = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
const ID = expect.stringMatching(/^[0-9a-f]{16}$/);
const ACTOR = 'arn:aws:iam::111122223333:user/ada';
const HOSTILE = 'mallory\u001b[2J';

const RULES = [
  aRule({ author: 'A. Author', license: 'DRL 1.1', fields: ['eventName'] }),
  aRule({ id: 'rule-2', title: 'Root was used', level: 'high', tags: ['attack.impact'] }),
];

const place = makePlace();
afterAll(place.remove);

beforeAll(() => {
  const now = Date.now();
  const ts = (minutes: number) => (now - minutes * MINUTE) * 1000;
  const catalog = openCatalog(place.home);
  const matches = [
    aMatch('a', { ts: ts(50) }),
    aMatch('b', { ts: ts(20) }),
    aMatch('root', { rule: 'rule-2', ts: ts(5), account: '444455556666', actor: HOSTILE }),
    aMatch('old', { ts: ts(20 * 24 * 60) }),
  ];
  take(catalog, matches, { rules: RULES, now });
  catalog.close();
});

async function json(...args: readonly string[]) {
  const { code, stdout, stderr } = await place.run(...args, '--json');
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

async function idOf(rule: string): Promise<string> {
  const alerts: readonly { readonly id: string }[] = await json('alerts', 'list', '--rule', rule);
  return alerts[0]?.id ?? '';
}

const ALERT = {
  id: ID,
  state: 'open',
  severity: 'medium',
  score: 47,
  first: ISO,
  last: ISO,
  count: 2,
  account: '111122223333',
  actor: ACTOR,
  system: null,
  group: { actor: ACTOR, account: '111122223333' },
  samples: [
    expect.objectContaining({ eventId: 'a', eventName: 'CreateAccessKey' }),
    expect.objectContaining({ eventId: 'b' }),
  ],
  top: [{ field: 'eventName', values: [{ value: 'CreateAccessKey', count: 2 }] }],
  openedAt: NUMBER,
  changedAt: NUMBER,
  rule: {
    id: 'rule-1',
    title: 'A key was made',
    author: 'A. Author',
    license: 'DRL 1.1',
    link: 'https://rules.example/key',
    level: 'medium',
    tags: [],
    falsepositives: [],
  },
};

describe('alerts', () => {
  it('lists what is not closed, the worst first', async () => {
    const { code, stdout } = await place.run('alerts', 'list');

    const rows = stdout.trim().split('\n').slice(2);
    expect(code).toBe(0);
    expect(rows.map((row) => row.split(/\s{2,}/)[1])).toEqual(['high', 'medium']);
  });

  it('lets no name steer the terminal', async () => {
    const { stdout } = await place.run('alerts', 'list');

    expect(stdout).toContain('mallory');
    expect(stdout).not.toContain('\u001b');
  });

  it('prints alerts with author, licence and link of their rule', async () => {
    expect(await json('alerts', 'list', '--severity', 'medium')).toEqual([ALERT]);
  });

  it('lists by state, account and time', async () => {
    const closed = await json('alerts', 'list', '--state', 'closed');
    const ofAccount = await json('alerts', 'list', '--account', '444455556666');
    const lately = await json('alerts', 'list', '--from', 'T-10m');

    expect(closed).toMatchObject([{ closeReason: 'backfill', count: 1 }]);
    expect(ofAccount).toMatchObject([{ severity: 'high' }]);
    expect(lately).toMatchObject([{ severity: 'high' }]);
  });

  it('shows one with what was done with it, by whom', async () => {
    const id = await idOf('rule-1');
    await json('alerts', 'note', id, 'asked Ada');

    const shown = await json('alerts', 'show', id.slice(0, 8));
    const { stdout } = await place.run('alerts', 'show', id);

    const who = userInfo().username;
    expect(shown).toEqual({
      ...ALERT,
      changes: [
        { what: 'opened', who: 'trailglass', at: NUMBER },
        { what: 'noted', who, at: NUMBER, note: 'asked Ada' },
      ],
    });
    expect(stdout).toMatch(/author +A\. Author\n/);
    expect(stdout).toMatch(/licence +DRL 1\.1\n/);
    expect(stdout).toMatch(/link +https:\/\/rules\.example\/key\n/);
  });

  it('goes through its states', async () => {
    const id = await idOf('rule-2');
    const act = async (...args: readonly string[]) => (await json('alerts', ...args)).state;

    const states = [
      await act('ack', id, '--note', 'mine'),
      await act('snooze', id, '--until', 'T+1h'),
      await act('reopen', id),
      await act('close', id, '--reason', 'benign'),
    ];

    expect(states).toEqual(['acknowledged', 'snoozed', 'open', 'closed']);
    expect(await json('alerts', 'reopen', id)).toMatchObject({ state: 'open' });
  });

  it.each([
    [['ack', 'zz'], 2, 'TG_ALERT_UNKNOWN'],
    [['reopen', 'ID'], 1, 'TG_ALERT_STATE'],
    [['snooze', 'ID', '--until', 'T-1h'], 1, 'TG_ALERT_STATE'],
    [['close', 'ID', '--reason', 'benine'], 2, 'Did you mean benign?'],
    [['list', '--state', 'closd'], 2, 'Did you mean closed?'],
  ])('refuses %j', async (args, exit, words) => {
    const id = await idOf('rule-1');

    const { code, stderr } = await place.run(
      'alerts',
      ...args.map((arg) => (arg === 'ID' ? id : arg)),
    );

    expect(code).toBe(exit);
    expect(stderr).toContain(words);
  });

  it('counts what came of each rule', async () => {
    const { states, rules, ...others } = await json('alerts', 'stats');

    expect(states).toEqual({ open: 2, closed: 1 });
    expect(rules).toEqual([
      {
        ...{ rule: 'rule-1', title: 'A key was made', matches: 3, suppressed: 0, alerts: 2 },
        ...{ falsePositives: 0, hints: [] },
      },
      {
        ...{ rule: 'rule-2', title: 'Root was used', matches: 1, suppressed: 0, alerts: 1 },
        ...{ falsePositives: 0, acknowledgedMedian: NUMBER, hints: [] },
      },
    ]);
    expect(others).toEqual({});
  });

  it('can be handled while something is being collected', async () => {
    const id = await idOf('rule-1');
    const lock = lockWriter(place.home);

    const { code } = await place.run('alerts', 'note', id, 'still asking');

    lock.release();
    expect(code).toBe(0);
  });

  it('makes no lake where there is none', async () => {
    const { code, stderr } = await place.run('alerts', 'ack', 'ab', '--home', `${place.home}/none`);

    expect(code).toBe(1);
    expect(stderr).toContain('TG_LAKE_EMPTY');
  });
});

describe('suppress', () => {
  const WISH = ['--rule', 'rule-*', '--where', 'eventName=Create*', '--where', 'actor=*/ada'];
  const SUPPRESSION = {
    id: expect.stringMatching(/^[0-9a-f]{8}$/),
    rules: 'rule-*',
    condition: { is: 'and', of: [expect.anything(), expect.anything()] },
    where: 'eventName=Create* and actor=*/ada',
    reason: 'her job',
    owner: 'platform',
    madeAt: NUMBER,
    hits: 0,
  };

  it('says how much one would have hidden', async () => {
    const { stdout } = await place.run('suppress', 'preview', ...WISH);

    expect(stdout).toBe('It would have hidden 3 of 4 matches.\n');
    expect(await json('suppress', 'preview', ...WISH)).toEqual({ matches: 4, hidden: 3 });
  });

  it('adds one for 90 days, lists it and removes it', async () => {
    const words = ['--reason', 'her job', '--owner', 'platform'];
    const added = await json('suppress', 'add', ...WISH, ...words);
    const listed = await json('suppress', 'list');
    const removed = await json('suppress', 'remove', added.id);
    const left = await json('suppress', 'list', '--all');

    const stored = { ...SUPPRESSION, expiresAt: added.madeAt + 90 * 86_400_000 };
    const ended = { ...stored, removedAt: NUMBER, removedBy: userInfo().username };
    expect(added).toEqual(stored);
    expect(listed).toEqual([stored]);
    expect(removed).toEqual(ended);
    expect(left).toEqual([ended]);
  });

  it('never ends only where that is said', async () => {
    const words = ['--reason', 'her job', '--owner', 'platform', '--forever'];

    expect(await json('suppress', 'add', ...WISH, ...words)).toEqual(SUPPRESSION);
  });

  it('adds one of SQL, which says what it asks', async () => {
    const words = ['--reason', 'her job', '--owner', 'platform'];
    const sql = "SELECT eventid FROM cloudtrail_logs\n  WHERE awsregion = 'eu-west-1'";

    const added = await json('suppress', 'add', '--rule', '*', '--sql', sql, ...words);
    const found = await json('suppress', 'preview', '--rule', '*', '--sql', sql);

    expect(added).toEqual({
      ...SUPPRESSION,
      ...{ rules: '*', sql, condition: { is: 'and', of: [] } },
      where: "eventid in (SELECT eventid FROM cloudtrail_logs WHERE awsregion = 'eu-west-1')",
      expiresAt: added.madeAt + 90 * 86_400_000,
    });
    expect(found).toEqual({ matches: 4, hidden: 0 });
  });

  it('stores nothing of SQL that cannot be read, and says where it fails', async () => {
    const words = ['--reason', 'her job', '--owner', 'platform'];
    const before = await json('suppress', 'list', '--all');
    const sql = 'SELECT eventid FROM cloudtrail_log';

    const { code, stderr } = await place.run(
      ...['suppress', 'add', '--rule', '*', '--sql', sql, ...words],
    );

    expect(code).toBe(1);
    expect(stderr).toContain('TG_QUERY_INVALID');
    expect(stderr).toContain('line 1:21');
    expect(await json('suppress', 'list', '--all')).toEqual(before);
  });

  it.each([
    [['remove', 'ffff'], 'TG_SUPPRESSION_UNKNOWN'],
    [['preview', '--rule', 'x'], 'TG_SUPPRESSION_INVALID'],
    [['preview', '--rule', 'x', '--where', 'eventName'], 'TG_SUPPRESSION_INVALID'],
    [['add', ...WISH, '--reason', ' ', '--owner', 'me'], 'TG_SUPPRESSION_INVALID'],
    [
      ['add', ...WISH, '--reason', 'x', '--owner', 'me', '--until', 'T-1d'],
      'TG_SUPPRESSION_INVALID',
    ],
  ])('refuses %j', async (args, words) => {
    const { code, stderr } = await place.run('suppress', ...args);

    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });
});
