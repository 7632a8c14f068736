import { mergeChronicles } from './alerts/chronicle.ts';
import { sightingsOf } from './alerts/expected.ts';
import { alertsOf } from './alerts/sighting.ts';
import { type DayResult, MOST_SESSIONS } from './day.ts';
import { dayAt, type Settings } from './options.ts';
import { mergeFacts, type PlantFacts } from './plants/plant.ts';
import { type Counts, mergeCallers, mergeCounts } from './tally.ts';
import type {
  Truth,
  TruthAlert,
  TruthChange,
  TruthOtherKinds,
  TruthPlanted,
  TruthSession,
  TruthUnknownSystem,
} from './truth.ts';

/** Puts the days' results together; `days` in the order of the calendar. */
export function tellTruth(
  settings: Settings,
  days: readonly DayResult[],
  otherKinds: TruthOtherKinds,
): Truth {
  const callers = mergeCallers(days.flatMap((day) => day.callers));
  const sessionCount = sum(days, (day) => day.sessionCount);
  const all = sessionCount < MOST_SESSIONS;
  return {
    version: 1,
    seed: settings.seed,
    options: {
      events: settings.events,
      days: settings.days,
      from: dayAt(settings, 0),
      to: dayAt(settings, settings.days - 1),
      files: settings.files,
    },
    counts: {
      events: sum(days, (day) => day.events),
      files: sum(days, (day) => day.files),
      duplicates: sum(days, (day) => day.duplicates),
      sessions: sessionCount,
      accounts: mergeCounts(days.map((day) => day.accounts)),
      regions: mergeCounts(days.map((day) => day.regions)),
      days: perDay(settings, days),
      errors: mergeCounts(days.map((day) => day.errors)),
    },
    otherKinds,
    systems: mergeCounts(callers.map(({ system, events }) => ({ [system]: events }))),
    callers,
    sessions: inOrder(days.flatMap((day) => (all ? day.allSessions : day.plantedSessions))),
    planted: plantedOf(days.map((day) => day.facts)),
    alerts: alertsIn(days),
    notes: notesFor(all),
  };
}

function notesFor(all: boolean): readonly string[] {
  const sessions = all
    ? 'sessions lists every session.'
    : 'sessions lists the sessions of the planted stories only: there were too many for all.';
  return [
    sessions,
    'counts, systems and callers count each event once; its second deliveries are in counts.duplicates.',
    'planted lists only what found room among the events.',
    'alerts lists what is certain. Of what else is new to an account, rules of new terms up to medium may speak too.',
    'The calls with stolen keys count as the system whose keys they are.',
  ];
}

function perDay(settings: Settings, days: readonly DayResult[]): Counts {
  const counted = days.map((day) => [dayAt(settings, day.index), day.events] as const);
  return Object.fromEntries(counted.filter(([, events]) => events > 0));
}

function inOrder(sessions: readonly TruthSession[]): readonly TruthSession[] {
  const key = (session: TruthSession) => session.startedAt + session.accessKeyId;
  return [...sessions].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Joins what each day knows of the stories. */
function plantedOf(facts: readonly PlantFacts[]): TruthPlanted {
  const { changes, laters, unknownSystem, ...rest } = mergeFacts(facts);
  const consoleChanges = changesOf(facts);
  const unknown = unknownOf(facts);
  return {
    ...rest,
    ...(consoleChanges.length > 0 && { consoleChanges }),
    ...(unknown && { unknownSystem: unknown }),
  };
}

function alertsIn(days: readonly DayResult[]): readonly TruthAlert[] {
  const facts = days.map((day) => day.facts);
  const unknown = unknownOf(facts);
  const stories = {
    ...mergeFacts(facts),
    changes: facts.flatMap((day) => day.changes ?? []),
    laters: facts.flatMap((day) => day.laters ?? []),
    ...(unknown && { unknownSystem: unknown }),
  };
  return alertsOf(sightingsOf(stories, mergeChronicles(days.map((day) => day.chronicle))));
}

function changesOf(facts: readonly PlantFacts[]): readonly TruthChange[] {
  const laters = new Map(
    facts.flatMap((day) => day.laters ?? []).map((later) => [later.change, later] as const),
  );
  return facts
    .flatMap((day) => day.changes ?? [])
    .sort((a, b) => a.change - b.change)
    .map(({ change, ...told }) => {
      const later = laters.get(change);
      return { ...told, ...(later && { laterAt: later.at, laterEventID: later.eventID }) };
    });
}

function unknownOf(facts: readonly PlantFacts[]): TruthUnknownSystem | undefined {
  const seen = facts.flatMap((day) => day.unknownSystem ?? []);
  const [first] = seen;
  return first && { ...first, events: sum(seen, ({ events }) => events) };
}

function sum<T>(list: readonly T[], value: (item: T) => number): number {
  return list.reduce((total, item) => total + value(item), 0);
}
