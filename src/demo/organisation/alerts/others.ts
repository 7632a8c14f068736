import { NET, subjectOf } from '../systems/terraform.ts';
import type { Stories } from './expected.ts';
import type { Sighting } from './sighting.ts';

/** Throttled calls within five minutes that make a storm. */
const STORM = 100;

export function unknownSightings({ unknownSystem }: Stories): readonly Sighting[] {
  if (!unknownSystem) return [];
  const { account, firstChangeAt, firstChangeEventID: eventID, actor } = unknownSystem;
  const at = Date.parse(firstChangeAt);
  return [{ name: 'unknownSystem', because: 'unknownSystem', actor, account, at, eventID }];
}

/** Its alert names the last of the calls that made it a storm, which any of several of one second may be. */
export function stormSightings({ storm }: Stories): readonly Sighting[] {
  if (!storm || storm.mostInFiveMinutes < STORM) return [];
  const { account, region, service, from } = storm;
  const group = `${region} ${service}`;
  const at = Date.parse(from);
  return [{ name: 'throttlingStorm', because: 'storm', actor: null, account, group, at }];
}

/** A key for a user of a system, made by Terraform: its rule cannot know that it is meant to be. */
export function unusedKeySightings({ unusedKey }: Stories): readonly Sighting[] {
  if (!unusedKey) return [];
  const { eventID } = unusedKey;
  const at = Date.parse(unusedKey.at);
  const made = { actor: subjectOf(NET, 'apply'), account: NET.account, at, eventID };
  return [{ name: 'keyForOtherUser', because: 'unusedKey', ...made }];
}
