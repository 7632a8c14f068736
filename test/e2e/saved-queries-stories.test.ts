import { describe, expect, it } from 'vitest';
import { during, planted, sum, useOrganisation } from './saved-queries.fixture.ts';

const { ask, truth } = useOrganisation();

const eventIds = async (name: string) => (await ask(name)).map(({ eventid }) => eventid);

describe('the storm', () => {
  const storm = () => planted(truth(), 'storm');
  const time = () => during(storm().from, storm().to);

  it.each([
    ['throttled-systems', 'count'],
    ['throttled-apis', 'throttled'],
    ['throttled-per-minute', 'throttled'],
    ['throttle-victims', 'throttled'],
    ['throttle-culprits', 'throttled'],
  ])('is counted by %s', async (name, column) => {
    const answers = await ask(name, time());

    expect(sum(answers, column)).toBe(storm().throttled);
  });

  it('is laid at the door of its culprit', async () => {
    const { principalArn, userAgent, throttled } = storm().culprit;

    expect((await ask('throttled-systems', time()))[0]).toMatchObject({ useragent: userAgent });
    expect((await ask('throttle-culprits'))[0]).toMatchObject({
      ...{ principal: principalArn, useragent: userAgent, throttled },
      ...{ account: storm().account, region: storm().region, eventsource: storm().service },
    });
    expect((await ask('throttle-bursts'))[0]).toMatchObject({ principal: principalArn });
  });

  it('shows the victims', async () => {
    const answers = await ask('throttle-victims', time());

    const throttled = storm().victims.filter((victim) => victim.throttled > 0);
    expect(answers).toHaveLength(throttled.length + 1);
    expect(answers.map((answer) => answer.throttled)).toEqual(
      expect.arrayContaining(throttled.map((victim) => victim.throttled)),
    );
  });

  it('is a step in what the culprit calls', async () => {
    const values = { at: storm().from, window: '60m', service: storm().service };

    const [first] = await ask('rate-before-and-after', values);

    expect(first).toMatchObject({ principal: storm().culprit.principalArn });
  });

  it('is what Insights saw', async () => {
    const [insight, ...more] = await ask('insights');

    expect(more).toEqual([]);
    expect(insight).toMatchObject({
      ...{ started: storm().from, ended: storm().to, eventsource: storm().service },
      mostby: storm().culprit.principalArn,
    });
  });
});

describe('the attack', () => {
  const attack = () => planted(truth(), 'attack');
  const stepsOf = (...names: readonly string[]) =>
    attack()
      .steps.filter(({ eventName }) => names.includes(eventName))
      .map(({ eventID }) => eventID);
  const time = () => {
    const { steps } = attack();
    return during(steps[0]?.at ?? '', steps.at(-1)?.at ?? '');
  };

  it('is told step by step by its key', async () => {
    const answers = await ask('key-history', { key: attack().accessKeyId, ...time() });

    const told = answers.filter(({ sourceipaddress }) => sourceipaddress === attack().address);
    expect(told.map(({ eventid }) => eventid)).toEqual(
      attack().steps.map(({ eventID }) => eventID),
    );
  });

  it('is counted by its address', async () => {
    const answers = await ask('address-history', { address: attack().address });

    expect(sum(answers, 'calls')).toBe(attack().steps.length);
    expect(sum(answers, 'failed')).toBe(
      attack().steps.filter(({ errorCode }) => errorCode !== undefined).length,
    );
  });

  it.each([
    ['new-access-keys', ['CreateAccessKey']],
    ['new-users-and-logins', ['CreateUser']],
    ['admin-policies-attached', ['AttachUserPolicy']],
    ['iam-changes', ['CreateAccessKey', 'CreateUser', 'AttachUserPolicy']],
    ['logging-tampering', ['StopLogging', 'DeleteTrail']],
    ['s3-large-downloads', ['GetObject']],
  ])('is found by %s', async (name, events) => {
    const steps = stepsOf(...events);

    expect(steps.length).toBeGreaterThan(0);
    expect(await eventIds(name)).toEqual(expect.arrayContaining(steps));
  });

  it('comes from an address that the user never had', async () => {
    const { userArn, address, accessKeyId, steps } = attack();

    expect(await ask('new-addresses', { since: steps[0]?.at ?? '' })).toContainEqual(
      expect.objectContaining({
        principal: userArn,
        sourceipaddress: address,
        calls: steps.length,
      }),
    );
    const travelled = expect.objectContaining({ access_key: accessKeyId, principal: userArn });
    expect(await ask('keys-from-many-addresses')).toContainEqual(travelled);
    const used = expect.objectContaining({ access_key: accessKeyId, arn: userArn });
    expect(await ask('long-lived-keys')).toContainEqual(used);
  });

  it('uses rights, and lacks others', async () => {
    const { userArn } = attack();

    expect(await ask('privilege-escalation')).toContainEqual(
      expect.objectContaining({ principal: userArn, eventname: 'CreateAccessKey' }),
    );
    expect(await ask('changes-without-mfa')).toContainEqual(
      expect.objectContaining({ arn: userArn, eventname: 'StopLogging' }),
    );
    expect(await ask('secrets-read')).toContainEqual(
      expect.objectContaining({ principal: userArn, eventname: 'ListSecrets', failed: 1 }),
    );
    expect(await ask('denied-why', time())).toContainEqual(
      expect.objectContaining({
        ...{ reason: 'service control policy', eventname: 'DeleteTrail' },
        denied: stepsOf('DeleteTrail').length,
      }),
    );
  });
});

describe('the burst of denied calls', () => {
  const burst = () => planted(truth(), 'deniedBurst');

  it('stands first among bursts', async () => {
    const { principalArn, account, region, denied, from, to } = burst();

    const [first] = await ask('denied-bursts');

    const told = {
      principal: principalArn,
      account,
      region,
      denied,
      apis: 1,
      first: from,
      last: to,
    };
    expect(first).toMatchObject(told);
  });

  it('is seen as calls, by the hour, and as what always fails', async () => {
    const { principalArn, denied, from, to, errorCode } = burst();

    expect(sum(await ask('denied-per-hour', during(from, to)), 'denied')).toBe(denied);
    expect(await ask('always-failing-calls')).toContainEqual(
      expect.objectContaining({ principal: principalArn, calls: denied, errorcode: errorCode }),
    );
    const reads = await ask('s3-reads', during(from, to));
    expect(reads).toContainEqual(
      expect.objectContaining({ principal: principalArn, failed: denied }),
    );
  });
});

describe('what is made and never used', () => {
  it('is a role', async () => {
    const { arn, eventID, at } = planted(truth(), 'unusedRole');

    const unused = await ask('unused-new-roles');

    expect(unused).toContainEqual(expect.objectContaining({ role: arn, made: at }));
    expect(await eventIds('trust-changes')).toContain(eventID);
    const history = await ask('resource-history', { resource: arn });
    expect(history.map(({ eventid }) => eventid)).toEqual([eventID]);
    expect(await ask('event-by-id', { id: eventID })).toHaveLength(1);
  });

  it('is a key', async () => {
    const { accessKeyId, eventID, at } = planted(truth(), 'unusedKey');

    const unused = await ask('unused-new-keys');

    expect(unused).toContainEqual(expect.objectContaining({ access_key: accessKeyId, made: at }));
    expect(await eventIds('new-access-keys')).toContain(eventID);
  });
});

describe('the unknown system', () => {
  const unknown = () => planted(truth(), 'unknownSystem');

  it('is new, as a client and as a principal', async () => {
    const { principalArn, userAgent, firstAt, events } = unknown();

    const clients = await ask('new-user-agents', { since: firstAt });
    const principals = await ask('new-principals', { since: firstAt });

    const told = { first: firstAt, calls: events };
    expect(clients).toContainEqual(
      expect.objectContaining({ ...told, useragent: userAgent, first_principal: principalArn }),
    );
    expect(principals).toContainEqual(
      expect.objectContaining({ ...told, principal: principalArn }),
    );
  });

  it('has a history', async () => {
    const answers = await ask('principal-history', { principal: unknown().principalArn });

    expect(sum(answers, 'calls')).toBe(unknown().events);
  });
});

describe('the breach', () => {
  const breach = () => planted(truth(), 'breach');

  it('opens a database', async () => {
    const change = breach().steps.at(-1);

    expect(await eventIds('public-databases')).toEqual([change?.eventID]);
    const values = during(change?.at ?? '', change?.at ?? '');
    const changes = await ask('recent-changes', { ...values, account: breach().account });
    expect(changes.map(({ eventid }) => eventid)).toContain(change?.eventID);
  });

  it('is in a region and with APIs that are new to the pipeline', async () => {
    const { principalArn, region, account, steps } = breach();
    const since = steps[0]?.at ?? '';

    expect(await ask('new-regions', { since })).toContainEqual(
      expect.objectContaining({ principal: principalArn, account, region, first: since }),
    );
    expect(await ask('new-apis', { since })).toContainEqual(
      expect.objectContaining({
        principal: principalArn,
        eventname: steps[0]?.eventName,
        first: since,
      }),
    );
  });
});
