import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallerRow, SessionRow } from '../../lake/catalog/index.ts';
import { type Attribute, attributor } from './attribute.ts';
import { type Attributed, attributeCallers, type Known } from './attribute-callers.ts';
import { attributionOf } from './attribution.ts';
import { PACKING } from './attribution-packed.ts';
import { sessionClass } from './session-class.ts';

const ROLE = 'arn:aws:iam::111122223333:role';
const attribute = attributor({
  own: [],
  builtIn: [
    { system: 'Pipeline', match: [{ issuer: 'ci.example.com' }, { session: 'run-*' }] },
    { system: 'Shop', match: [{ role: 'shop' }] },
    { system: 'Script', tool: true, match: [{ agent: 'Boto3/*' }] },
  ],
});

function caller(callerId: bigint, facts: Partial<CallerRow>): CallerRow {
  return { callerId, console: false, events: 1, firstTs: 0, lastTs: 0, ...facts };
}

function session(accessKeyId: string, facts: Partial<SessionRow>): SessionRow {
  return { accessKeyId, ...facts };
}

/** A catalog whose last commit saw all of its callers, or these. */
function knownOf(
  callers: readonly CallerRow[],
  tellings: readonly SessionRow[] = [],
  seenAfter: Known['callersAfter'] = () => callers,
): Known {
  return {
    ...{ commit: 1, callersAfter: seenAfter, tellings },
    callersOf: (ids) => [...ids].flatMap((id) => callers.filter(({ callerId }) => callerId === id)),
  };
}

/** What queries are told, by what they ask for. */
function toldOf(attributed: Attributed) {
  const { answers, callers, issuing, actors } = attributionOf(attributed);
  const told = [...callers].map(([id, answer, principal]) => {
    return [id, { ...answers[answer], ...(principal && { principal }) }] as const;
  });
  const handed = [...issuing].map(([id, answer]) => [id, answers[answer]] as const);
  return { callers: new Map(told), issuing: new Map(handed), actors: new Map(actors) };
}

function askedOf(known: Known) {
  return toldOf(attributeCallers(known, attribute));
}

describe('attributeCallers', () => {
  it('takes the origin that all sessions of a role share', () => {
    const deploy = 'arn:aws:sts::111122223333:assumed-role/deploy';
    const sessions = [
      session('ASIA1', {
        principalArn: `${deploy}/a`,
        origin: '{"type":"WebIdentityUser","issuer":"https://ci.example.com","subject":"a"}',
      }),
      session('ASIA2', {
        principalArn: `${deploy}/b`,
        origin: '{"type":"WebIdentityUser","provider":"ci.example.com","subject":"b"}',
      }),
    ];
    const callers = [caller(1n, { principalArn: `${ROLE}/deploy`, userAgent: 'Boto3/1' })];

    const found = askedOf(knownOf(callers, sessions)).callers.get(1n);

    expect(found).toMatchObject({ system: 'Pipeline', confidence: 'certain' });
  });

  it('trusts no origin that only some sessions have', () => {
    const principalArn = 'arn:aws:sts::111122223333:assumed-role/deploy/x';
    const sessions = [
      session('ASIA1', { principalArn, origin: '{"issuer":"https://ci.example.com"}' }),
      session('ASIA2', { principalArn, origin: '{"type":"IAMUser"}' }),
    ];
    const callers = [caller(1n, { principalArn: `${ROLE}/deploy`, userAgent: 'Boto3/1' })];

    const found = askedOf(knownOf(callers, sessions)).callers.get(1n);

    expect(found?.system).toBe('Script');
  });

  it('gives what a service does on behalf of a principal to the principal’s system', () => {
    const callers = [
      caller(1n, { principalArn: 'x', userAgent: 'Boto3/1', events: 5 }),
      caller(2n, { principalArn: 'x', userAgent: 'AWS Internal', invokedBy: 'AWS Internal' }),
      caller(3n, { principalArn: 'y', userAgent: 'AWS Internal', invokedBy: 'AWS Internal' }),
    ];

    const found = askedOf(knownOf(callers)).callers;

    expect(found.get(2n)).toMatchObject({
      system: 'Script',
      reason: 'AWS Internal on behalf of the principal, whose own calls say: user agent Boto3/1',
    });
    expect(found.get(3n)).toMatchObject({ system: 'AWS services', confidence: 'claimed' });
  });

  it('names the calls that handed out credentials to those who have no ARN', () => {
    const sessions = [
      session('ASIA1', {
        eventId: 'e1',
        origin: '{"type":"AWSAccount"}',
        roleSessionName: 'run-12345',
      }),
      session('ASIA2', { eventId: 'e2', origin: '{"type":"IAMUser"}', roleSessionName: 'run-1' }),
    ];

    const { issuing } = askedOf(knownOf([], sessions));

    expect([...issuing.keys()]).toEqual(['e1']);
    expect(issuing.get('e1')?.system).toBe('Pipeline');
  });
});

describe('what was attributed before', () => {
  const numbers = fc.integer({ min: 0, max: 5 });
  const someIdentity = fc.record({
    agent: fc.constantFrom('Boto3/1', 'AWS Internal', 'curl/8'),
    role: fc.option(fc.constantFrom('shop', 'deploy', 'other'), { nil: undefined }),
    invokedBy: fc.option(fc.constant('AWS Internal'), { nil: undefined }),
    events: fc.integer({ min: 1, max: 9 }),
  });
  const someTelling = fc.record({
    key: numbers,
    parent: fc.option(numbers, { nil: undefined }),
    role: fc.option(fc.constantFrom('shop', 'deploy'), { nil: undefined }),
    name: fc.constantFrom('run-12345', 'run-a', 'ada'),
    origin: fc.constantFrom(
      '{"type":"WebIdentityUser","issuer":"https://ci.example.com","subject":"a"}',
      '{"type":"AWSAccount"}',
      undefined,
    ),
  });
  const someCommit = fc.record({
    callers: fc.array(fc.record({ id: numbers, events: fc.integer({ min: 1, max: 9 }) })),
    tellings: fc.array(someTelling, { maxLength: 4 }),
  });
  const someLake = fc.record({
    identities: fc.array(someIdentity, { minLength: 6, maxLength: 6 }),
    commits: fc.array(someCommit, { maxLength: 6 }),
  });

  type Lake = typeof someLake extends fc.Arbitrary<infer Value> ? Value : never;

  /** What the catalog holds after each commit. */
  function catalogs({ identities, commits }: Lake): readonly Known[] {
    const events = new Map<number, number>();
    const seen = new Map<bigint, number>();
    const tellings: SessionRow[] = [];
    return commits.map((commit, number) => {
      for (const { id, events: more } of commit.callers) {
        events.set(id, (events.get(id) ?? 0) + more);
        seen.set(BigInt(id), number);
      }
      for (const { key, parent, role, name, origin } of commit.tellings) {
        tellings.push({
          ...{ accessKeyId: `ASIA${key}`, eventId: `e-${tellings.length}`, roleSessionName: name },
          ...(parent !== undefined && { parentAccessKeyId: `ASIA${parent}` }),
          ...(role && { principalArn: `arn:aws:sts::111122223333:assumed-role/${role}/${name}` }),
          ...(origin && { origin }),
        });
      }
      const callers = identities.flatMap(({ agent, role, invokedBy }, id) => {
        const count = events.get(id);
        const facts = {
          ...{ userAgent: agent, invokedBy, events: count ?? 0 },
          ...(role && { principalArn: `${ROLE}/${role}` }),
        };
        return count === undefined ? [] : [caller(BigInt(id), facts)];
      });
      const seenIn = new Map(seen);
      const seenAfter = (after = -1) =>
        callers.filter(({ callerId }) => (seenIn.get(callerId) ?? 0) > after);
      return { ...knownOf(callers, [...tellings], seenAfter), commit: number };
    });
  }

  it('is extended to what comes out from nothing, however commits come', () => {
    const property = fc.property(someLake, (lake) => {
      let before: Attributed | undefined;
      for (const known of catalogs(lake)) {
        const extended = attributeCallers(known, attribute, before);

        expect(toldOf(extended)).toEqual(askedOf(known));
        before = PACKING.unpack(PACKING.pack(extended));
      }
    });

    fc.assert(property, { numRuns: 500 });
  });

  it('is not asked about again', () => {
    const first = [caller(1n, { userAgent: 'Boto3/1' }), caller(5n, { userAgent: 'Boto3/1' })];
    const next = [...first, caller(9n, { userAgent: 'curl/8' })].with(
      1,
      caller(5n, { userAgent: 'Boto3/1', events: 7 }),
    );
    const asked: (string | undefined)[] = [];
    const listening: Attribute = (facts) => {
      asked.push(facts.userAgent);
      return attribute(facts);
    };
    const before = attributeCallers(knownOf(first), listening);
    asked.length = 0;

    attributeCallers(knownOf(next), listening, before);

    expect(asked).toEqual(['curl/8']);
  });

  it('is asked about again where its role turns out to come from elsewhere', () => {
    const principalArn = 'arn:aws:sts::111122223333:assumed-role/deploy/x';
    const callers = [caller(1n, { principalArn: `${ROLE}/deploy` }), caller(2n, {})];
    const child = session('ASIA1', { principalArn, parentAccessKeyId: 'ASIA2' });
    const parent = session('ASIA2', { origin: '{"issuer":"https://ci.example.com"}' });
    const before = attributeCallers(knownOf(callers, [child]), attribute);

    const quiet = knownOf(callers, [child, parent], () => []);
    const after = attributeCallers(quiet, attribute, before);

    expect(toldOf(before).callers.get(1n)?.system).toBe('Unknown');
    expect(toldOf(after).callers.get(1n)?.system).toBe('Pipeline');
  });

  it('is of no use where the catalog was put back from a copy', () => {
    const ada = session('ASIA1', { roleSessionName: 'ada' });
    const bob = session('ASIA2', { roleSessionName: 'bob' });
    const before = attributeCallers(knownOf([], [ada]), attribute);

    const after = attributeCallers(knownOf([], [bob]), attribute, before);

    expect([...toldOf(after).actors]).toEqual([['ASIA2', 'bob']]);
  });
});

it.each([
  ['i-0123456789abcdef0', 'i-*'],
  ['AWSCodeBuild-01234567-89ab-cdef-0123-456789abcdef', 'AWSCodeBuild-*'],
  ['botocore-session-1689000000', 'botocore-session-*'],
  ['deadbeef', 'deadbeef'],
  ['ada@example.com', 'ada@example.com'],
])('what differs between runs of %s is left out: %s', (name, expected) => {
  expect(sessionClass(name)).toBe(expected);
});
