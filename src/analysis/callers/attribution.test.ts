import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallerRow, SessionRow } from '../../lake/catalog/index.ts';
import { packedSessions } from '../../lake/catalog/sessions.fixture.ts';
import { openLake } from '../../lake/parts/index.ts';
import { attributeLake } from './attribution.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'trailglass-attribution-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const ROLE = 'arn:aws:iam::111122223333:role/deploy';
const CALLER: CallerRow = {
  ...{ callerId: 1n, principalArn: ROLE, userAgent: 'Boto3/1.34.0', console: false },
  ...{ events: 1, firstTs: 0, lastTs: 0 },
};
const SESSION: SessionRow = {
  accessKeyId: 'ASIA1',
  principalArn: 'arn:aws:sts::111122223333:assumed-role/deploy/run',
  roleSessionName: 'run',
  origin: '{"type":"WebIdentityUser","issuer":"https://token.actions.githubusercontent.com"}',
};

function commit(callers: readonly CallerRow[], sessions: readonly SessionRow[] = [], at = 0): void {
  const lake = openLake(home);
  lake.commit({ at, callers, sessions: [packedSessions(...sessions)] });
  lake.close();
}

function systems(own: Parameters<typeof attributeLake>[1] = []) {
  const { answers, callers } = attributeLake(home, own);
  return [...callers].map(([id, answer]) => [id, answers[answer]?.system]);
}

const keptOf = () => readFileSync(join(home, 'derived', 'attribution.bin'), 'hex');

describe('the attribution of a lake', () => {
  it('follows its commits as if each had been the first', () => {
    commit([CALLER]);
    const first = systems();
    commit([{ ...CALLER, callerId: -2n, userAgent: 'curl/8.0' }], [SESSION]);

    const extended = systems();

    rmSync(join(home, 'derived'), { recursive: true });
    expect(first).toEqual([[1n, 'Script']]);
    expect(extended).toEqual([
      [-2n, 'Deployment pipeline'],
      [1n, 'Deployment pipeline'],
    ]);
    expect(systems()).toEqual(extended);
  });

  it('names all history anew where the catalog was put back from a copy and went on otherwise', () => {
    commit([CALLER], [], 1);
    cpSync(join(home, 'catalog.db'), join(home, 'copy.db'));
    commit([{ ...CALLER, callerId: 2n }], [], 2);
    systems();
    for (const end of ['', '-wal', '-shm']) rmSync(join(home, `catalog.db${end}`), { force: true });
    cpSync(join(home, 'copy.db'), join(home, 'catalog.db'));
    commit([{ ...CALLER, callerId: 3n }], [], 3);
    commit([], [], 4);

    expect(systems().map(([id]) => id)).toEqual([1n, 3n]);
  });

  it('names all history anew where a rule changes', () => {
    commit([CALLER]);
    systems();

    const renamed = systems([{ system: 'Shop', match: [{ role: 'deploy' }] }]);

    expect(renamed).toEqual([[1n, 'Shop']]);
  });

  it('is kept until something is committed', () => {
    commit([CALLER]);
    systems();
    const kept = keptOf();

    systems();

    expect(keptOf()).toBe(kept);
  });
});
