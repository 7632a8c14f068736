import type { Draft } from '../model.ts';
import { daySpan, isoSecond } from '../moment.ts';
import type { Settings } from '../options.ts';
import type { Script } from '../script.ts';
import type { TruthPlanted, TruthStep, TruthStorm } from '../truth.ts';

/** What became of an earlier console change, told by the day on which it became of it. */
export interface LaterFact {
  readonly change: number;
  readonly at: string;
  readonly account: string;
  /** The person, or the run of Terraform. */
  readonly actor: string;
  readonly eventID: string;
  readonly eventName: string;
}

export type ChangeFact = NonNullable<TruthPlanted['consoleChanges']>[number] & {
  /** Its number in the list of changes. */
  readonly change: number;
};

/** What one day's stories leave for the truth file. */
export interface PlantFacts extends Omit<TruthPlanted, 'consoleChanges'> {
  readonly storm?: TruthStorm;
  readonly changes?: readonly ChangeFact[];
  readonly laters?: readonly LaterFact[];
}

/** A story that is planted among the background. */
export interface Plant {
  readonly name: string;
  /** Plays the part of this story that falls on the script's day, if any. */
  readonly perform: (script: Script, settings: Settings) => PlantFacts;
}

/** The index of the first weekday at or after this part of the period; the day itself if none follows. */
export function workday(settings: Settings, part: number): number {
  const first = Math.min(settings.days - 1, Math.floor(settings.days * part));
  for (let index = first; index < settings.days; index++) {
    if (!daySpan(settings.firstDay, index).weekend) return index;
  }
  return first;
}

/** A part of all events, within bounds. */
export function portion(settings: Settings, part: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.round(settings.events * part)));
}

export function stepOf(script: Script, draft: Draft, errorCode?: string): TruthStep {
  return {
    at: isoSecond(draft.at),
    eventID: script.eventId(draft.serial),
    eventSource: `${draft.call.source}.amazonaws.com`,
    eventName: draft.call.name,
    ...(errorCode && { errorCode }),
  };
}

export function sampleIds(script: Script, drafts: readonly Draft[]): readonly string[] {
  return drafts.slice(0, 20).map((draft) => script.eventId(draft.serial));
}

/** What `add` gave: a plan leaves room for its stories, so there is always a draft. */
export function certain(draft: Draft | undefined): Draft {
  if (draft === undefined) throw new RangeError('A planted story found no room.');
  return draft;
}

/** All that is known; of a story told twice the last telling. */
export function mergeFacts(facts: readonly PlantFacts[]): PlantFacts {
  return Object.assign({}, ...facts) as PlantFacts;
}
