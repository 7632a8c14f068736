import type { Call, Caller, Fault, Label, Place } from '../model.ts';
import { HOUR, SECOND } from '../moment.ts';
import type { Random } from '../random.ts';
import type { Script } from '../script.ts';
import type { Weighted } from '../weighted.ts';

/** When something is done: machines all day, people when they work. */
export type Rhythm = 'steady' | 'office';

/** A kind of background activity. */
export interface Routine {
  /** Of all background events, relative to the others. */
  readonly share: number;
  /** Events of one performance, on average. */
  readonly grain: number;
  readonly rhythm: Rhythm;
  readonly perform: (script: Script, at: number) => void;
}

/** A session in use: its callers, and the time in which it may be used. */
export interface Stay {
  /** Some calls of a session come by way of a service or another program on the same machine. */
  readonly callerFor: (call: Call) => Caller;
  readonly from: number;
  readonly until: number;
}

/** Calls that this caller makes again and again without being allowed to. */
export interface Refusals {
  readonly calls: Weighted<Call>;
  /** Of its calls. */
  readonly chance: number;
}

export interface Workload {
  readonly share: number;
  readonly grain: number;
  readonly rhythm?: Rhythm;
  readonly places: Weighted<Place>;
  readonly logIn: (script: Script, place: Place, at: number) => Stay;
  readonly calls: Weighted<Call>;
  readonly refusals?: Refusals;
  /** Seconds between calls, on average. */
  readonly pace: number;
}

export function label(system: Label['system'], component: string): Label {
  return { system, component, person: null };
}

/** A program that takes its session and makes a run of calls. */
export function workload(spec: Workload): Routine {
  return {
    share: spec.share,
    grain: spec.grain,
    rhythm: spec.rhythm ?? 'steady',
    perform: (script, at) => {
      const place = spec.places.choose(script.random);
      const stay = spec.logIn(script, place, at);
      runCalls(script, stay, {
        ...spec,
        ...place,
        at,
        count: runLength(script.random, spec.grain),
      });
    },
  };
}

/** A run of calls within a stay. */
export interface Run extends Place {
  readonly at: number;
  readonly count: number;
  readonly calls: Weighted<Call>;
  readonly refusals?: Refusals | undefined;
  readonly pace: number;
}

/** Gives the time after the last call. */
export function runCalls(script: Script, stay: Stay, run: Run): number {
  const { random } = script;
  let at = Math.max(run.at, stay.from);
  for (let i = 0; i < run.count && !script.full; i++) {
    const refused = run.refusals !== undefined && random.chance(run.refusals.chance);
    const call = refused ? run.refusals.calls.choose(random) : run.calls.choose(random);
    const fault: { fault?: Fault } = refused ? { fault: { kind: 'denied' } } : {};
    script.add(call, stay.callerFor(call), {
      account: run.account,
      region: run.region,
      at: Math.min(at, stay.until),
      ...fault,
    });
    at = Math.min(at + random.int(2 * run.pace + 1) * SECOND, stay.until);
  }
  return at;
}

/** 1 to twice the average. */
export function runLength(random: Random, average: number): number {
  return 1 + random.int(2 * average - 1);
}

/** Credentials that are renewed each `hours`: whoever asks with the same key shares the stay. */
export interface Renewal {
  readonly key: string;
  readonly at: number;
  readonly hours: number;
}

/** The stay at this time; opened with the first moment of its credentials. */
export function renewed(
  script: Script,
  { key, at, hours }: Renewal,
  open: (startedAt: number) => Stay['callerFor'],
): Stay {
  const slot = Math.floor((at - script.day.start) / (hours * HOUR));
  return script.keep(`${key}/${slot}`, () => {
    const begin = script.day.start + slot * hours * HOUR;
    const startedAt = begin + script.random.int(120) * SECOND;
    return {
      callerFor: open(startedAt),
      // A chain of two hops has its second key a second later.
      from: startedAt + 2 * SECOND,
      until: Math.min(begin + hours * HOUR - SECOND, script.day.last),
    };
  });
}
