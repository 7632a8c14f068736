import type { DeliverEffects } from './deliver-effects.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

export interface VirtualTime {
  readonly effects: DeliverEffects;
  readonly now: () => number;
  /** Lets so many milliseconds pass, waking whoever sleeps at their time, in order. */
  readonly pass: (ms: number) => Promise<void>;
}

/** A clock that moves only by hand. */
export function virtualTime(start: number): VirtualTime {
  let clock = start;
  let sleepers: readonly Sleeper[] = [];
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  const sleep: DeliverEffects['sleep'] = (ms, signal) =>
    new Promise<void>((resolve) => {
      if (signal.aborted) return resolve();
      const end = () => {
        signal.removeEventListener('abort', end);
        resolve();
      };
      sleepers = [...sleepers, { at: clock + ms, wake: end }];
      signal.addEventListener('abort', end);
    });
  const pass = async (ms: number) => {
    const end = clock + ms;
    await settled();
    for (;;) {
      const [next] = sleepers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
      if (next === undefined) break;
      sleepers = sleepers.filter((one) => one !== next);
      clock = Math.max(clock, next.at);
      next.wake();
      await settled();
    }
    clock = end;
  };
  return { effects: { now: () => clock, random: () => 1, sleep }, now: () => clock, pass };
}
