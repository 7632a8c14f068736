import { passedOf, type Tick, throttledOf } from './tick.ts';

/** A time in which a bucket was empty again and again. */
export interface Episode {
  /** The seconds of its first and its last throttle, since 1970. */
  readonly from: number;
  readonly to: number;
  readonly throttled: number;
  /** Calls a second that passed in the ten seconds to the first throttle, its own second among them. */
  readonly startRate: number;
}

/** So many seconds without a throttle end an episode. */
const PAUSE = 60;
const BEFORE = 10;

/** The episodes of a bucket in order of time. `ticks` hold at least ten seconds before each. */
export function episodesOf(ticks: readonly Tick[]): readonly Episode[] {
  const episodes: Episode[] = [];
  for (const [index, tick] of ticks.entries()) {
    const throttled = throttledOf(tick);
    if (throttled === 0) continue;
    const current = episodes.at(-1);
    if (current && tick.at - current.to <= PAUSE) {
      const grown = { ...current, to: tick.at, throttled: current.throttled + throttled };
      episodes[episodes.length - 1] = grown;
    } else {
      episodes.push({ from: tick.at, to: tick.at, throttled, startRate: rateBefore(ticks, index) });
    }
  }
  return episodes;
}

function rateBefore(ticks: readonly Tick[], index: number): number {
  const first = ticks[index]?.at ?? 0;
  let passed = 0;
  for (let at = index; at >= 0; at--) {
    const tick = ticks[at];
    if (!tick || tick.at <= first - BEFORE) break;
    passed += passedOf(tick);
  }
  return passed / BEFORE;
}

/** The middle one of the rates at which episodes start. */
export function startRate(episodes: readonly Episode[]): number | undefined {
  const rates = episodes.map((episode) => episode.startRate).sort((a, b) => a - b);
  return rates[Math.floor(rates.length / 2)];
}
