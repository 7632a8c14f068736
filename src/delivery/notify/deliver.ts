import { type DeliverEffects, defaultDeliverEffects } from './deliver-effects.ts';
import type { Outbox } from './outbox.ts';
import type { Sink } from './sink.ts';
import { tellOthers } from './trouble.ts';
import { SinkWorker } from './worker.ts';

export interface DeliverOptions {
  readonly outbox: Outbox;
  /** By name. */
  readonly sinks: ReadonlyMap<string, Sink>;
  readonly signal: AbortSignal;
}

/**
 * Sends what the outbox holds until the signal ends it: one worker a sink, so that a dead sink delays no other. A pause
 * of an earlier run is lifted, since the settings may have been mended since.
 */
export async function deliver(
  options: DeliverOptions,
  effects: DeliverEffects = defaultDeliverEffects,
): Promise<void> {
  const ending = new AbortController();
  const signal = AbortSignal.any([options.signal, ending.signal]);
  try {
    await Promise.all([
      prune({ ...options, signal }, effects),
      ...[...options.sinks.keys()].map((name) => work(name, { ...options, signal }, effects)),
    ]);
  } finally {
    // An outbox that fails one worker would fail them all.
    ending.abort();
  }
}

/** Sends what is due now, each sink for itself, and ends; what has to be tried again waits for the next time. */
export async function deliverOnce(
  options: DeliverOptions,
  effects: DeliverEffects = defaultDeliverEffects,
): Promise<void> {
  options.outbox.prune(effects.now());
  const turns = [...options.sinks.keys()].map((name) => workerOf(name, options, effects)?.turn());
  await Promise.all(turns);
}

/** How often what was settled long ago is forgotten. */
const HOUR = 3_600_000;

async function prune({ outbox, signal }: DeliverOptions, effects: DeliverEffects): Promise<void> {
  while (!signal.aborted) {
    outbox.prune(effects.now());
    await effects.sleep(HOUR, signal);
  }
}

async function work(name: string, options: DeliverOptions, effects: DeliverEffects): Promise<void> {
  const { signal } = options;
  const worker = workerOf(name, options, effects);
  while (worker && !signal.aborted) await effects.sleep(await worker.turn(), signal);
}

function workerOf(
  name: string,
  options: DeliverOptions,
  effects: DeliverEffects,
): SinkWorker | undefined {
  const { outbox, sinks, signal } = options;
  const sink = sinks.get(name);
  if (sink === undefined) return undefined;
  outbox.resume(name);
  const tell = (reason: string) => tellOthers({ name, reason }, options, effects);
  return new SinkWorker({ name, sink, outbox, signal, tell }, effects);
}
