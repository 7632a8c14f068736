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
    await Promise.all(
      [...options.sinks.keys()].map((name) => work(name, { ...options, signal }, effects)),
    );
  } finally {
    // An outbox that fails one worker would fail them all.
    ending.abort();
  }
}

async function work(name: string, options: DeliverOptions, effects: DeliverEffects): Promise<void> {
  const { outbox, sinks, signal } = options;
  const sink = sinks.get(name);
  if (sink === undefined) return;
  outbox.resume(name);
  const tell = (reason: string) => tellOthers({ name, reason }, options, effects);
  const worker = new SinkWorker({ name, sink, outbox, signal, tell }, effects);
  while (!signal.aborted) await effects.sleep(await worker.turn(), signal);
}
