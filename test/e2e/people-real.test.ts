import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  Chains,
  chainEvidence,
  credentialsOf,
  readIdentity,
  readStories,
} from '../../src/analysis/callers/index.ts';
import { openPeople, type PeopleLake, writeRecords } from './people.fixture.ts';
import { ABSENT, sharedPath } from './shared-data.fixture.ts';

const REAL = sharedPath('data', 'real');
const CHAIN = sharedPath('data', 'real', 'attack-chain-2026');
const LABELS = sharedPath('data', 'attacks', 'clickops-labels');
const said = (path: string | undefined) => (path ? '' : ` (skipped: ${ABSENT})`);

describe.skipIf(!CHAIN)(`chains of real logs${said(CHAIN)}`, () => {
  it('join nearly all calls with temporary keys to what handed these out', async () => {
    const lake = await openPeople(CHAIN ?? '');

    const joined = await joinedBy(lake);

    await lake.close();
    const all = joined.length;
    expect(all).toBe(369);
    expect(joined.filter((by) => by !== 'not')).toHaveLength(357);
  });

  it('are joined by the two terminals that were used, of two and of four principals', async () => {
    const lake = await openPeople(CHAIN ?? '');
    const found = new Map<string, Set<string>>();

    for (const key of await keysOfTerminals(lake)) {
      const asked = { is: 'key', value: key } as const;
      const identity = await readIdentity(asked, lake.sessions, lake.asking);
      for (const { id, others } of identity?.terminals ?? []) {
        const all = [identity?.own, ...others].map((one) => one?.credentials.arn ?? '');
        found.set(id, new Set([...(found.get(id) ?? []), ...all]));
      }
    }

    await lake.close();
    expect([...found.values()].map((arns) => arns.size).sort()).toEqual([2, 4]);
  });
});

async function keysOfTerminals({ asking }: PeopleLake): Promise<readonly string[]> {
  const keys: string[] = [];
  const sql = `SELECT DISTINCT useridentity.accesskeyid AS key FROM cloudtrail_logs
    WHERE useragent LIKE '% sid/%' AND useridentity.accesskeyid IS NOT NULL`;
  for await (const row of ask(sql, asking)) keys.push(String(row.key));
  return keys;
}

async function joinedBy({ sessions, asking }: PeopleLake): Promise<readonly string[]> {
  const chains = new Chains(sessions, await chainEvidence(asking));
  const joined: string[] = [];
  const sql = `SELECT useridentity.accesskeyid, useridentity.arn, useridentity.accountid,
      useridentity.sessioncontext.attributes.creationdate
    FROM cloudtrail_logs WHERE useridentity.accesskeyid LIKE 'ASIA%'`;
  for await (const row of ask(sql, asking)) {
    const { hops, joins, signIn } = chains.ofCall(credentialsOf(row));
    joined.push(hops.length > 0 ? (joins[0] ?? 'not') : signIn ? 'sign-in' : 'not');
  }
  return joined;
}

describe.skipIf(!REAL)(`real logs of many accounts${said(REAL)}`, () => {
  let lake: PeopleLake;
  beforeAll(async () => {
    lake = await openPeople(REAL ?? '');
  });
  afterAll(async () => lake.close());

  it('join calls as counted by an independent program', async () => {
    const counts = Map.groupBy(await joinedBy(lake), (by) => by);

    // The count took every issuing event of a key that many share; the catalog keeps one.
    expect(counts.get('sign-in')).toHaveLength(866);
    expect(counts.get('not')).toHaveLength(1095);
  });

  it('tell five sessions with the flag, and what was changed in them', async () => {
    const stories = await readStories({}, lake.sessions, lake.asking);

    const flagged = stories.filter(({ story }) =>
      story.calls.some((one) => one.console === 'flag'),
    );
    const changes = flagged.flatMap((one) => one.changes.map(({ call }) => call));
    expect(flagged.length).toBeLessThanOrEqual(5);
    expect(changes.filter((call) => call.console === 'flag')).toHaveLength(9);
  });
});

describe.skipIf(!LABELS)(`labelled clicks${said(LABELS)}`, () => {
  it('are told apart in eight of eight', async () => {
    const labels = readdirSync(LABELS ?? '')
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => labelOf(join(LABELS ?? '', file)));
    const lake = await openPeople((folder) => {
      writeRecords(
        folder,
        labels.map(({ event }) => event),
      );
    });

    const stories = await readStories({}, lake.sessions, lake.asking);

    await lake.close();
    const told = new Set(stories.flatMap((one) => one.changes.map(({ call }) => call.eventId)));
    expect(labels).toHaveLength(8);
    expect(labels.map(({ event }) => told.has(event.eventID))).toEqual(
      labels.map(({ expect: { is_clickops } }) => is_clickops),
    );
  });
});

interface Label {
  readonly event: { readonly eventID: string };
  readonly expect: { readonly is_clickops: boolean };
}

/** One of the files is no JSON. Two labels share an event id: each gets its own. */
function labelOf(file: string): readonly Label[] {
  try {
    const label = JSON.parse(readFileSync(file, 'utf8')) as Label;
    return [{ ...label, event: { ...label.event, eventID: file } }];
  } catch {
    return [];
  }
}
