import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect } from '../../src/collect/trails/index.ts';
import { openDesk } from '../../src/query/desk/index.ts';
import { type CallAttribution, type Engine, rowsOf } from '../../src/query/engine/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailglass-calls-'));
const home = join(folder, 'home');
const KEY = 'ASIAIOSFODNN7EXAMPLE';
const CALLER = { system: 'Vendor', component: 'Agent', confidence: 'claimed', reason: 'agent' };
const ISSUING = { system: 'Pipeline', confidence: 'certain', reason: 'token' };

const RECORDS = ['AssumeRoleWithWebIdentity', 'GetCallerIdentity'].map((eventName, at) => ({
  ...{ eventVersion: '1.09', eventTime: '2026-06-03T12:00:00Z', eventID: `e-${at}`, eventName },
  ...{ eventSource: 'sts.amazonaws.com', awsRegion: 'eu-west-1', userAgent: 'agent/1' },
  ...{ recipientAccountId: '111122223333', sourceIPAddress: '192.0.2.7' },
  userIdentity: { type: 'WebIdentityUser', accessKeyId: KEY },
}));

let asked = 0;
let engine: Engine;
beforeAll(async () => {
  writeFileSync(join(folder, 'records.json'), JSON.stringify({ Records: RECORDS }));
  await collect({ home, trails: [{ address: join(folder, 'records.json') }] });
  const plain = await openDesk({ home, threads: 1 });
  const [[id] = []] = await rowsOf(plain, 'SELECT DISTINCT caller_id FROM cloudtrail_logs');
  await plain.close();
  const attribution = (): CallAttribution => {
    asked++;
    return {
      answers: [CALLER, ISSUING],
      callers: [[BigInt(String(id)), 0]],
      issuing: [['e-0', 1]],
      actors: [[KEY, 'ada']],
    };
  };
  engine = await openDesk({ home, threads: 1, attribution });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

describe('who is behind calls', () => {
  it('is asked only of queries that want to know', async () => {
    await rowsOf(engine, 'SELECT outcome, count(*) FROM calls GROUP BY 1');

    expect(asked).toBe(0);
  });

  it('is the actor alone where only that is wanted', async () => {
    const rows = await rowsOf(engine, 'SELECT DISTINCT actor FROM calls');

    expect(rows).toEqual([['ada']]);
  });

  it('is one answer, of the call that handed credentials out before that of its caller', async () => {
    const rows = await rowsOf(
      engine,
      'SELECT eventid, system, component, confidence, system_reason, team FROM calls ORDER BY eventid',
    );

    expect(rows).toEqual([
      ['e-0', 'Pipeline', null, 'certain', 'token', null],
      ['e-1', 'Vendor', 'Agent', 'claimed', 'agent', null],
    ]);
    expect(asked).toBe(1);
  });
});
