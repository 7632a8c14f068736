import { describe, expect, it } from 'vitest';
import type { TruthCaller } from '../../src/demo/organisation/index.ts';
import { PARAMETER_TYPES, savedQueries } from '../../src/query/desk/index.ts';
import { planted, sum, sums, useOrganisation } from './saved-queries.fixture.ts';

const { ask, truth } = useOrganisation();

/** Events of the callers that fit, by what `key` says of them. */
function eventsBy(
  key: (caller: TruthCaller) => string,
  fits: (caller: TruthCaller) => boolean = () => true,
): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const caller of truth().callers.filter(fits)) {
    found[key(caller)] = (found[key(caller)] ?? 0) + caller.events;
  }
  return found;
}

const byHand = ({ console, invokedBy }: TruthCaller) => console && invokedBy === null;

describe('every saved query', () => {
  it.each(savedQueries().map((query) => [query.name, query] as const))(
    '%s runs over a filled lake',
    async (name, { parameters, chart }) => {
      const open = parameters.filter((parameter) => parameter.default === undefined);
      const values = Object.fromEntries(
        open.map((parameter) => [parameter.name, PARAMETER_TYPES[parameter.type].example]),
      );

      const answers = await ask(name, values);

      for (const answer of chart ? answers : []) {
        expect(Number.isFinite(Number(answer[chart?.y ?? '']))).toBe(true);
      }
    },
  );
});

describe('counts are those of the generator', () => {
  it.each([
    ['calls-per-day', 'day', 'calls', 'days'],
    ['accounts-and-services', 'account', 'calls', 'accounts'],
    ['regions-in-use', 'region', 'calls', 'regions'],
    ['failed-calls', 'errorcode', 'failed', 'errors'],
  ] as const)('in %s, by %s', async (name, key, value, counted) => {
    expect(sums(await ask(name), key, value)).toEqual(truth().counts[counted]);
  });

  it.each([
    ...['top-callers', 'busiest-apis', 'calls-per-hour', 'identity-kinds'],
    ...['systems', 'system-evidence', 'system-places'],
  ])('in %s, together', async (name) => {
    expect(sum(await ask(name), 'calls')).toBe(truth().counts.events);
  });

  it('of denied calls', async () => {
    const denied = Object.entries(truth().counts.errors)
      .filter(([code]) => /AccessDenied|Unauthorized/.test(code))
      .reduce((total, [, count]) => total + count, 0);

    expect(sum(await ask('denied-calls'), 'count')).toBe(denied);
    expect(sum(await ask('denied-why'), 'denied')).toBe(denied);
    expect(sum(await ask('denied-per-hour'), 'denied')).toBe(denied);
  });

  it('of clients and kinds of identities', async () => {
    expect(sums(await ask('top-callers'), 'useragent', 'calls')).toEqual(
      eventsBy(({ userAgent }) => userAgent),
    );
    expect(sums(await ask('identity-kinds'), 'type', 'calls')).toEqual(
      eventsBy(({ type }) => type ?? 'none'),
    );
  });

  it('of accounts from outside', async () => {
    const outside = ({ accountId }: TruthCaller) =>
      accountId !== null && !(accountId in truth().counts.accounts);

    const answers = await ask('outside-accounts');

    expect(answers.length).toBeGreaterThan(0);
    expect(sums(answers, 'outside', 'calls')).toEqual(
      eventsBy(({ accountId }) => accountId ?? '', outside),
    );
  });

  it('of the other tables', async () => {
    const { networkActivity, insights } = truth().otherKinds;

    expect(sum(await ask('vpc-endpoint-denials'), 'calls')).toBe(networkActivity);
    expect(await ask('insights')).toHaveLength(insights / 2);
  });
});

describe('sessions', () => {
  it('are found by the role that was taken', async () => {
    const roles = Map.groupBy(truth().sessions, ({ principalArn }) => principalArn);
    for (const [role, sessions] of [...roles].slice(0, 12)) {
      const answers = await ask('who-assumed-role', { role });

      const keys = new Set(answers.map(({ access_key }) => access_key));
      expect(keys, role).toEqual(new Set(sessions.map(({ accessKeyId }) => accessKeyId)));
    }
  });

  it('make chains', async () => {
    const byKey = new Map(truth().sessions.map((session) => [session.accessKeyId, session]));
    const expected: Record<string, number> = {};
    for (const { parent, principalArn } of truth().sessions) {
      const from = byKey.get(parent ?? '')?.principalArn;
      if (from === undefined) continue;
      const chain = `${from} > ${principalArn}`;
      expected[chain] = (expected[chain] ?? 0) + 1;
    }

    const answers = await ask('role-chains');

    const chains = answers.map(({ role, taken, times }) => [`${role} > ${taken}`, times]);
    expect(Object.fromEntries(chains)).toEqual(expected);
  });

  it('come from identity providers', async () => {
    const rootsOf = (origin: string) =>
      truth().sessions.filter((one) => one.parent === null && one.origin.startsWith(origin)).length;

    const answers = await ask('federated-sessions');

    // Identity Center asks STS with SAML.
    expect(sums(answers, 'eventname', 'sessions')).toEqual({
      AssumeRoleWithWebIdentity: rootsOf('web identity'),
      AssumeRoleWithSAML: rootsOf('Identity Center'),
    });
  });
});

describe('who is behind calls', () => {
  it('is unknown of what the generator hid from all rules', async () => {
    const { principalArn, userAgent, firstAt, events } = planted(truth(), 'unknownSystem');

    const answers = await ask('unknown-callers');

    const found = answers.filter(({ principal }) => principal === principalArn);
    expect(found).toMatchObject([
      { principal: principalArn, useragent: userAgent, calls: events, first: firstAt },
    ]);
  });

  it('are of a role those at the top of its chains', async () => {
    const byName = Map.groupBy(truth().sessions, ({ actor }) => actor);
    const people = [...byName].filter(([actor]) => actor.includes('@'));

    const answers = await ask('actors-behind-roles');

    expect(people.length).toBeGreaterThan(1);
    for (const [person, sessions] of people) {
      const taken = sessions.map(({ principalArn }) => principalArn);
      const roles = answers.filter(({ actor }) => actor === person).map(({ role }) => role);
      expect(roles.length).toBeGreaterThan(0);
      expect(taken).toEqual(expect.arrayContaining(roles.map(String)));
    }
  });

  it('are people where somebody clicked', async () => {
    const answers = await ask('clicks-by-person');

    const flagged = answers.filter(({ how }) => how === 'flag');
    expect(sums(flagged, 'actor', 'calls')).toEqual(eventsBy(({ person }) => person ?? '', byHand));
  });
});

describe('the console', () => {
  it('is used by whom the generator names, as much as it says', async () => {
    const answers = await ask('console-actors');

    expect(answers.length).toBeGreaterThan(1);
    expect(sums(answers, 'session', 'calls')).toEqual(
      eventsBy(({ person }) => person ?? '', byHand),
    );
    const all = Object.values(eventsBy(() => 'all', byHand))[0];
    expect(sum(await ask('console-hours'), 'calls')).toBe(all);
  });

  it('is where things were changed by hand', async () => {
    const changes = planted(truth(), 'consoleChanges');

    const found = (await ask('console-changes')).map(({ eventid }) => eventid);

    expect(found).toEqual(expect.arrayContaining(changes.map(({ eventID }) => eventID)));
    expect(sum(await ask('console-changes-by-service'), 'changes')).toBe(found.length);
  });

  it('leaves changes that Terraform takes up', async () => {
    const codified = planted(truth(), 'consoleChanges').filter(({ later }) => later === 'codified');

    const answers = await ask('changes-codified');

    const pairs = answers.map(({ eventid, codified_by }) => [eventid, codified_by]);
    for (const { eventID, laterEventID } of codified) {
      expect(pairs).toContainEqual([eventID, laterEventID]);
    }
  });

  it('opened a port, and closed it again', async () => {
    const reverted = planted(truth(), 'consoleChanges').filter(({ later }) => later === 'reverted');

    const opened = await ask('open-to-the-world');
    const changed = (await ask('security-group-changes')).map(({ eventid }) => eventid);

    expect(reverted.length).toBeGreaterThan(0);
    for (const { eventID, laterEventID, at } of reverted) {
      expect(opened).toContainEqual(
        expect.objectContaining({ opened: at, eventid: eventID, closed: expect.any(String) }),
      );
      expect(changed).toEqual(expect.arrayContaining([eventID, laterEventID]));
    }
  });

  it.each([
    ['bucket-exposure', /^PutBucket/],
    ['kms-key-changes', /KeyRotation$/],
    ['lambda-changes', /^UpdateFunction/],
    ['iam-changes', /Policy$/],
    ['admin-policies-attached', /^AttachRolePolicy$/],
    ['logging-tampering', /^PutRetentionPolicy$/],
  ])('left what %s finds', async (name, eventName) => {
    const iam = name === 'iam-changes' || name === 'admin-policies-attached';
    const changes = planted(truth(), 'consoleChanges')
      .filter((change) => eventName.test(change.eventName))
      .filter(({ arn }) => !iam || arn.startsWith('arn:aws:iam:'));

    const found = (await ask(name)).map(({ eventid }) => eventid);

    expect(changes.length).toBeGreaterThan(0);
    expect(found).toEqual(expect.arrayContaining(changes.map(({ eventID }) => eventID)));
  });
});
