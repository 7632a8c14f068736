import { globSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ABSENT, sharedPath } from '../e2e/shared-data.fixture.ts';
import { type Dictionary, evaluateRule, isDictionary } from './evaluator/index.ts';
import { pack, UNSET } from './pack.fixture.ts';
import { virtualFields } from './virtual.ts';

const LAB = sharedPath('data', 'real', 'invictus-stratus');
const said = LAB ? '' : ` (skipped: ${ABSENT})`;

/** The lab's own account: whatever it shared went abroad. */
const OWN_ACCOUNT = '123837392027';

/** How often each technique was carried out, counted in the logs without these rules. */
const DONE: Readonly<Record<string, number>> = {
  'own-eyes/trail-stopped': 2,
  'own-eyes/trail-attempts': 4,
  'own-eyes/selectors-narrowed': 1,
  'defence-evasion/flow-logs-deleted': 1,
  'defence-evasion/log-group-cut': 1,
  'credentials/windows-passwords': 29,
  'persistence/admin-attached': 2,
  'persistence/key-for-other-user': 2,
  'persistence/password-for-other-user': 2,
  'persistence/lambda-opened': 1,
  'persistence/roles-anywhere': 2,
  'persistence/trust-foreign': 1,
  'persistence/trust-public': 0,
  'data-out/snapshot-shared': 1,
  'data-out/image-shared': 1,
  'data-out/db-snapshot-shared': 1,
  'data-out/bucket-foreign': 1,
  'data-out/bucket-public': 0,
  'impact/lifecycle-short': 1,
  'network/ingress-world': 1,
  'organisation/account-leaves': 0,
  'organisation/leave-attempts': 1,
};

function eventsOf(folder: string): readonly Dictionary[] {
  const events = globSync('**/*.json.gz', { cwd: folder }).flatMap((file) => {
    const { Records } = JSON.parse(gunzipSync(readFileSync(`${folder}/${file}`)).toString());
    return Array.isArray(Records) ? Records.filter(isDictionary) : [];
  });
  return [...new Map(events.map((event) => [event.eventID, event])).values()];
}

describe.skipIf(!LAB)(`techniques that were carried out in a lab${said}`, () => {
  const events = LAB ? eventsOf(LAB) : [];
  const placeholders = { ...UNSET, OrgAccounts: [OWN_ACCOUNT] };

  it.each(Object.entries(DONE))('%s is found %d times', (name, times) => {
    const rule = pack().find((triple) => triple.name === name)?.documents[0];

    const found = events.filter((event) =>
      evaluateRule(rule, event, { placeholders, virtual: virtualFields }),
    );

    expect(found).toHaveLength(times);
  });
});
