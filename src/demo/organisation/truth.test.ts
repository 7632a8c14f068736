import { beforeAll, describe, expect, test } from 'vitest';
import type { TruthCaller } from './index.ts';
import { countBy, type Generated, generated, type TestRecord } from './tree.fixture.ts';

let set: Generated;
let byId: ReadonlyMap<string, TestRecord>;

beforeAll(async () => {
  set = await generated({ events: 2000, days: 30, seed: 42, files: 400, workers: 2 });
  byId = new Map(set.events.map((event) => [event.eventID, event]));
});

function event(id: string | undefined): TestRecord {
  const found = byId.get(id ?? '');
  if (!found) throw new Error(`No event ${id}.`);
  return found;
}

/** The fields by which a record is joined with its caller. */
function joinKey(record: TestRecord): string {
  const { userIdentity } = record;
  const issuer = userIdentity.sessionContext?.sessionIssuer.arn;
  const federated = userIdentity.type === 'WebIdentityUser' || userIdentity.type === 'SAMLUser';
  return JSON.stringify([
    record.userAgent,
    issuer ?? (userIdentity.type === 'IAMUser' ? userIdentity.arn : undefined) ?? null,
    userIdentity.type ?? null,
    userIdentity.accountId ?? null,
    (federated ? userIdentity.userName : userIdentity.onBehalfOf?.userId) ?? null,
    userIdentity.invokedBy ?? null,
    record.sessionCredentialFromConsole === 'true',
  ]);
}

function keyOf(caller: TruthCaller): string {
  return JSON.stringify([
    caller.userAgent,
    caller.principalArn,
    caller.type,
    caller.accountId,
    caller.subject,
    caller.invokedBy,
    caller.console,
  ]);
}

function matches(pattern: string | null, record: TestRecord): boolean {
  const { type, arn } = record.userIdentity;
  if (type !== 'AssumedRole') return pattern === null;
  const name = arn?.slice(arn.lastIndexOf('/') + 1) ?? '';
  const [head = '', tail] = (pattern ?? '').split('*');
  return tail === undefined ? name === head : name.startsWith(head) && name.endsWith(tail);
}

describe('counts', () => {
  test('are those of the written files', () => {
    const { counts } = set.truth;

    expect(counts.files).toBe(set.files.length);
    expect(counts.accounts).toEqual(countBy(set.events, (one) => one.recipientAccountId));
    expect(counts.regions).toEqual(countBy(set.events, (one) => one.awsRegion));
    expect(counts.days).toEqual(countBy(set.events, (one) => one.eventTime.slice(0, 10)));
    expect(counts.errors).toEqual(countBy(set.events, (one) => one.errorCode));
  });

  test('of errors are a few in a hundred', async () => {
    const larger = await generated({ events: 10_000, days: 7, seed: 1, files: 84, workers: 2 });

    const failed = larger.events.filter((one) => one.errorCode !== undefined).length;
    expect(failed / larger.events.length).toBeGreaterThan(0.02);
    expect(failed / larger.events.length).toBeLessThan(0.06);
  });

  test('of the other kinds of objects stand apart', () => {
    const records = set.otherFiles.flatMap((file) => file.records);

    expect(set.truth.otherKinds).toEqual({ files: 2, insights: 2, networkActivity: 6 });
    expect(set.otherFiles).toHaveLength(2);
    expect(records).toHaveLength(8);
  });
});

describe('callers', () => {
  test('tell the system of every event, and only one', () => {
    const rows = Map.groupBy(set.truth.callers, keyOf);
    const events = new Map<TruthCaller, number>();
    for (const record of set.events) {
      const found = (rows.get(joinKey(record)) ?? []).filter((row) =>
        matches(row.sessionName, record),
      );
      expect(found, JSON.stringify(record)).toHaveLength(1);
      for (const row of found) events.set(row, (events.get(row) ?? 0) + 1);
    }

    expect([...events].every(([row, count]) => row.events === count)).toBe(true);
    expect(events.size).toBe(set.truth.callers.length);
  });

  test('sum up to the systems', () => {
    const { systems, counts } = set.truth;

    expect(Object.values(systems).reduce((a, b) => a + b, 0)).toBe(counts.events);
    expect(Object.keys(systems)).toHaveLength(9);
  });
});

describe('sessions', () => {
  test('are issued by the event named, to the chain named', () => {
    const keys = new Set(set.truth.sessions.map((session) => session.accessKeyId));

    expect(set.truth.sessions).toHaveLength(set.truth.counts.sessions);
    for (const session of set.truth.sessions) {
      const issuing = event(session.eventID);
      expect(issuing.responseElements?.credentials?.accessKeyId).toBe(session.accessKeyId);
      expect(issuing.eventTime).toBe(session.startedAt);
      if (session.parent !== null) expect(keys).toContain(session.parent);
    }
  });

  test('across accounts are issued by two events with one sharedEventID', () => {
    const pairs = Map.groupBy(
      set.events.filter((one) => one.sharedEventID !== undefined),
      (one) => one.sharedEventID,
    );
    const crossing = [...pairs.values()].filter((pair) => pair.length > 1);

    expect(crossing.length).toBeGreaterThan(0);
    for (const [caller, target, ...more] of crossing) {
      expect(more).toEqual([]);
      expect(caller?.recipientAccountId).not.toBe(target?.recipientAccountId);
      expect(caller?.eventID).not.toBe(target?.eventID);
      expect(caller?.responseElements).toEqual(target?.responseElements);
    }
  });
});

describe('planted', () => {
  test('is everything, even among 2,000 events', () => {
    expect(new Set(Object.keys(set.truth.planted))).toEqual(
      new Set([
        'attack',
        'breach',
        'consoleChanges',
        'deniedBurst',
        'storm',
        'unknownSystem',
        'unusedKey',
        'unusedRole',
      ]),
    );
  });

  test('is less among fewer events, and said so', async () => {
    const few = await generated({ events: 60, days: 2, seed: 1, workers: 1 });

    expect(few.truth.planted.storm).toBeUndefined();
    expect(few.truth.planted.attack?.steps).toHaveLength(16);
    expect(few.truth.otherKinds.insights).toBe(0);
  });

  test('storm: one culprit, several victims, as many throttled as said', () => {
    const storm = set.truth.planted.storm;
    const throttled = set.events.filter((one) => one.errorCode === 'Client.RequestLimitExceeded');

    expect(throttled).toHaveLength(storm?.throttled ?? -1);
    expect(storm?.culprit.component).toBe('YACE');
    expect(storm?.culprit.calls).toBeGreaterThan((storm?.calls ?? 0) * 0.6);
    expect(storm?.victims.filter((victim) => victim.throttled > 0).length).toBeGreaterThan(2);
    for (const one of throttled) {
      expect(one.eventTime >= (storm?.from ?? '') && one.eventTime <= (storm?.to ?? '')).toBe(true);
      expect(one.requestParameters).toBeNull();
    }
  });

  test('console changes: flagged writes, and what became of them', () => {
    const changes = set.truth.planted.consoleChanges ?? [];

    expect(changes).toHaveLength(12);
    expect(new Set(changes.map((change) => change.person)).size).toBe(3);
    for (const change of changes) {
      const made = event(change.eventID);
      expect(made).toMatchObject({
        eventName: change.eventName,
        sessionCredentialFromConsole: 'true',
      });
      if (change.later === 'open') continue;
      const later = event(change.laterEventID);
      expect(later.eventTime > made.eventTime).toBe(true);
      expect(later.requestParameters).toEqual(made.requestParameters);
      expect(later.userAgent.includes('Terraform')).toBe(change.later === 'codified');
    }
  });

  test('a role and a key are made and never used', () => {
    const { unusedRole, unusedKey } = set.truth.planted;
    const role = unusedRole?.arn.slice(unusedRole.arn.lastIndexOf('/') + 1);

    expect(event(unusedRole?.eventID).eventName).toBe('CreateRole');
    expect(event(unusedKey?.eventID).eventName).toBe('CreateAccessKey');
    expect(set.events.some((one) => one.userIdentity.arn?.includes(`/${role}/`))).toBe(false);
    expect(set.events.some((one) => one.userIdentity.accessKeyId === unusedKey?.accessKeyId)).toBe(
      false,
    );
  });

  test('attack: all calls from the new address, by the leaked key', () => {
    const attack = set.truth.planted.attack;
    const calls = set.events.filter((one) => one.sourceIPAddress === attack?.address);

    expect(calls).toHaveLength(attack?.steps.length ?? -1);
    for (const step of attack?.steps ?? []) {
      expect(event(step.eventID).userIdentity.accessKeyId).toBe(attack?.accessKeyId);
      expect(event(step.eventID).errorCode).toBe(step.errorCode);
    }
  });

  test('denied burst, unknown system and breach are where they are said to be', () => {
    const { deniedBurst, unknownSystem, breach } = set.truth.planted;
    const denied = set.events.filter(
      (one) =>
        one.userIdentity.sessionContext?.sessionIssuer.arn === deniedBurst?.principalArn &&
        one.errorCode === deniedBurst?.errorCode,
    );
    const unknown = set.events.filter((one) => one.userAgent === unknownSystem?.userAgent);

    expect(denied).toHaveLength(deniedBurst?.denied ?? -1);
    expect(unknown).toHaveLength(unknownSystem?.events ?? -1);
    expect(unknown.every((one) => one.eventTime >= (unknownSystem?.firstAt ?? ''))).toBe(true);
    for (const step of breach?.steps ?? []) {
      expect(event(step.eventID)).toMatchObject({
        awsRegion: breach?.region,
        eventName: step.eventName,
      });
    }
  });
});
