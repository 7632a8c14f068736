import { DAY_MS } from '../../../base/time/index.ts';
import { SECOND } from '../moment.ts';
import type { TruthAlert } from '../truth.ts';
import { factsOf, type RuleName } from './rules.ts';

/** Something that a rule sees, by what its page says. */
export interface Sighting {
  readonly name: RuleName;
  readonly because: TruthAlert['because'];
  /** Null where matches of several actors may make one alert. */
  readonly actor: string | null;
  readonly account: string;
  /** What makes one alert of matches, beyond rule, actor and account. */
  readonly group?: string;
  /** Milliseconds, whole seconds. */
  readonly at: number;
  /** None where one of many events may stand for all. */
  readonly eventID?: string;
}

const LEARNING = 14 * DAY_MS;

/** Whether its rule knows the account for long enough to speak. */
export function isSpoken(
  { name, account, at }: Sighting,
  starts: Readonly<Record<string, number>>,
): boolean {
  return !factsOf(name).isNews || at >= (starts[account] ?? at) + LEARNING;
}

/** Makes alerts of sightings: one for each window of a group, from its first on. */
export function alertsOf(sightings: readonly Sighting[]): readonly TruthAlert[] {
  const sorted = sightings.toSorted((one, other) => one.at - other.at);
  const groups = Map.groupBy(sorted, ({ name, actor, account, group = '' }) =>
    JSON.stringify([name, actor, account, group]),
  );
  return [...groups.values()]
    .flatMap(windowsOf)
    .sort(([one], [other]) => one.at - other.at)
    .map(alertOf);
}

type Window = [Sighting, ...Sighting[]];

function windowsOf(group: readonly Sighting[]): readonly Window[] {
  const windows: Window[] = [];
  for (const sighting of group) {
    const open = windows.at(-1);
    const end = open && open[0].at + factsOf(sighting.name).window * SECOND;
    if (open && end !== undefined && sighting.at < end) open.push(sighting);
    else windows.push([sighting]);
  }
  return windows;
}

function alertOf(window: Window): TruthAlert {
  const [{ name, because, actor, account }] = window;
  const { rule, title, severity } = factsOf(name);
  return {
    ...{ rule, title, severity, because, actor, account },
    matches: window.length,
    eventIDs: window.flatMap(({ eventID }) => eventID ?? []),
  };
}
