import { rds } from '../calls/data-stores.ts';
import { ec2Reads } from '../calls/ec2-reads.ts';
import { s3 } from '../calls/s3.ts';
import { secretsmanager } from '../calls/security.ts';
import type { Draft } from '../model.ts';
import { isoSecond, SECOND } from '../moment.ts';
import type { Settings } from '../options.ts';
import { assumeByService } from '../sessions/assume-role.ts';
import { callerOf } from '../sessions/session.ts';
import { egressOf, STAGING } from '../world/accounts.ts';
import { UNKNOWN_AGENT } from '../world/agents.ts';
import { roleOf } from '../world/principals.ts';
import { certain, type Plant, portion } from './plant.ts';

const PLACE = { account: STAGING, region: 'us-west-2' } as const;
const ROLE = roleOf(STAGING, 'tmp-sync-7f3');
const MOST_DAYS = 8;
const CALLS = [s3.listBuckets, ec2Reads.describeInstances, rds.describeDBInstances, s3.listObjects];

/** The day on which it is first seen. */
function unknownSince(settings: Settings): number {
  return Math.floor(settings.days / 2);
}

/** A program with an odd name and a role that nobody owns; from half-way on, once a day. */
export const unknownSystem: Plant = {
  name: 'unknownSystem',
  perform: (script, settings) => {
    const since = unknownSince(settings);
    const { index } = script.day;
    if (index < since || index >= since + MOST_DAYS) return {};
    const at = script.time(15, 20);
    const [instance] = script.world.stockOf(PLACE.account, PLACE.region).instances;
    const opening = {
      role: ROLE,
      name: instance ?? 'i-0a1b2c3d4e5f60718',
      pattern: 'i-*',
      at,
      region: PLACE.region,
      label: { system: 'Unknown', component: null, person: null } as const,
    };
    const session = assumeByService(script, 'ec2', opening, true);
    const caller = callerOf(session, {
      agent: UNKNOWN_AGENT,
      address: egressOf(STAGING, PLACE.region),
    });
    const drafts: Draft[] = [];
    const add = (call: Draft['call'], fault: Pick<Draft, 'fault'> = {}) => {
      const when = at + (5 + drafts.length * 7) * SECOND;
      drafts.push(certain(script.add(call, caller, { ...PLACE, at: when, ...fault })));
    };
    for (let i = portion(settings, 0.0004, 3, 60); i > 0; i--) add(script.random.pick(CALLS));
    add(secretsmanager.listSecrets, { fault: { kind: 'denied' } });
    const [first] = drafts;
    if (!first) return {};
    return {
      unknownSystem: {
        principalArn: ROLE.arn,
        userAgent: UNKNOWN_AGENT,
        firstAt: isoSecond(first.at),
        firstEventID: script.eventId(first.serial),
        events: drafts.length,
      },
    };
  },
};
