import type { PlantFacts } from '../plants/plant.ts';
import type { TruthAlert } from '../truth.ts';
import type { Chronicle } from './chronicle.ts';
import { consoleSightings } from './console.ts';
import { attackSightings, breachSightings } from './intruders.ts';
import { stormSightings, unknownSightings, unusedKeySightings } from './others.ts';
import { isSpoken, type Sighting } from './sighting.ts';

/** The stories as they were planted: all days' facts together. */
export interface Stories extends Omit<PlantFacts, 'changes' | 'laters'> {
  readonly changes: NonNullable<PlantFacts['changes']>;
  readonly laters: NonNullable<PlantFacts['laters']>;
}

/** Everything in the generated logs that a rule of `detections/` sees and that a person would be told of. */
export function sightingsOf(stories: Stories, chronicle: Chronicle): readonly Sighting[] {
  const planted = [
    ...attackSightings(stories, chronicle.end),
    ...breachSightings(stories),
    ...consoleSightings(stories.changes, stories.laters),
    ...unknownSightings(stories),
    ...stormSightings(stories),
    ...unusedKeySightings(stories),
  ];
  return [...planted, ...firstSightings(chronicle, planted)].filter((one) =>
    isSpoken(one, chronicle.starts),
  );
}

/** What is new to an account may be part of a story, or an ordinary step of a growing organisation. */
function firstSightings({ firsts }: Chronicle, planted: readonly Sighting[]): readonly Sighting[] {
  const stories = new Map<string, TruthAlert['because']>(
    planted.map(({ eventID = '', because }) => [eventID, because]),
  );
  return firsts.map(({ name, account, value, at, eventID }) => ({
    ...{ name, account, at, eventID, group: value, actor: null },
    because: stories.get(eventID) ?? 'growth',
  }));
}
