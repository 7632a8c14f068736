import { CHANGES } from '../plants/changes.ts';
import type { ChangeFact, LaterFact } from '../plants/plant.ts';
import type { RuleName } from './rules.ts';
import type { Sighting } from './sighting.ts';

/** Changes that open something, or hide it, whoever makes them. */
const GRAVE: Readonly<Record<string, RuleName>> = {
  AuthorizeSecurityGroupIngress: 'ingressWorld',
  PutBucketPolicy: 'bucketPublic',
  PutBucketPublicAccessBlock: 'publicBlockRemoved',
  PutRetentionPolicy: 'logGroupCut',
};

/** What was changed by hand, what was taken back, and what Terraform set again: opening a bucket by code opens it too. */
export function consoleSightings(
  changes: readonly ChangeFact[],
  laters: readonly LaterFact[],
): readonly Sighting[] {
  return [
    ...changes.flatMap((change) => byHand({ ...change, actor: change.person })),
    ...laters.flatMap((later) => (CHANGES[later.change]?.undo ? byHand(later) : byCode(later))),
  ];
}

type Made = Pick<LaterFact, 'change' | 'at' | 'account' | 'actor' | 'eventID' | 'eventName'>;

function byHand(made: Made): readonly Sighting[] {
  const names: readonly RuleName[] = [
    'consoleWrite',
    ...(CHANGES[made.change]?.call.source === 'iam' ? (['consoleIdentityWrite'] as const) : []),
  ];
  const late: Sighting = { ...sightingOf(made), name: 'offHoursWrite' };
  return [
    ...names.map((name) => ({ ...sightingOf(made), name })),
    ...grave(made),
    ...(isWeekend(made.at) ? [late] : []),
  ];
}

function byCode(made: Made): readonly Sighting[] {
  const source = CHANGES[made.change]?.call.source ?? '';
  const group = `Terraform Enterprise ${source}.amazonaws.com`;
  return [...grave(made), { ...sightingOf(made), name: 'systemNewAction', actor: null, group }];
}

function grave(made: Made): readonly Sighting[] {
  const name = GRAVE[made.eventName];
  return name === undefined ? [] : [{ ...sightingOf(made), name }];
}

function sightingOf({ at, account, actor, eventID }: Made) {
  return { because: 'console', at: Date.parse(at), account, actor, eventID } as const;
}

function isWeekend(at: string): boolean {
  const weekday = new Date(at).getUTCDay();
  return weekday === 0 || weekday === 6;
}
