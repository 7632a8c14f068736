import { rds } from '../calls/data-stores.ts';
import { ec2Reads } from '../calls/ec2-reads.ts';
import { ec2Writes } from '../calls/ec2-writes.ts';
import { s3 } from '../calls/s3.ts';
import { secretsmanager } from '../calls/security.ts';
import { items } from '../calls/service.ts';
import type { Draft, WriteBody } from '../model.ts';
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

const tagInstance: WriteBody = (random, { stock, requestId }) => ({
  request: {
    resourcesSet: items([{ resourceId: random.pick(stock.instances) }]),
    tagSet: items([{ key: 'inventory-sync', value: random.hex(8) }]),
  },
  response: { requestId, _return: true },
});

/** The day on which it is first seen. */
function unknownSince(settings: Settings): number {
  return Math.floor(settings.days / 2);
}

/** A program with an odd name and a role that nobody owns; from half-way on, once a day. Last it leaves a tag. */
export const unknownSystem: Plant = {
  name: 'unknownSystem',
  perform: (script, settings) => {
    const since = unknownSince(settings);
    const { index } = script.day;
    if (index < since || index >= since + MOST_DAYS) return {};
    const at = script.time(15, 20);
    const [instance = 'i-0a1b2c3d4e5f60718'] = script.world.stockOf(
      PLACE.account,
      PLACE.region,
    ).instances;
    const opening = {
      role: ROLE,
      name: instance,
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
    const add = (call: Draft['call'], special: Pick<Draft, 'fault' | 'body'> = {}): Draft => {
      const when = at + (5 + drafts.length * 7) * SECOND;
      const draft = certain(script.add(call, caller, { ...PLACE, at: when, ...special }));
      drafts.push(draft);
      return draft;
    };
    for (let i = portion(settings, 0.0004, 3, 60); i > 0; i--) add(script.random.pick(CALLS));
    add(secretsmanager.listSecrets, { fault: { kind: 'denied' } });
    const change = add(ec2Writes.createTags, { body: tagInstance });
    const [first = change] = drafts;
    return {
      unknownSystem: {
        account: PLACE.account,
        actor: instance,
        principalArn: ROLE.arn,
        userAgent: UNKNOWN_AGENT,
        firstAt: isoSecond(first.at),
        firstEventID: script.eventId(first.serial),
        firstChangeAt: isoSecond(change.at),
        firstChangeEventID: script.eventId(change.serial),
        events: drafts.length,
      },
    };
  },
};
