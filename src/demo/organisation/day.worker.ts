import { parentPort, workerData } from 'node:worker_threads';
import { type DayResult, type Progress, writeDay } from './day.ts';
import type { Settings } from './options.ts';
import type { DayPlan } from './plan.ts';
import { createWorld } from './world/stock.ts';

/** What a worker says: how far it is, then the day's result, upon which it gets the next day. */
export type WorkerMessage =
  | { readonly kind: 'progress'; readonly done: Progress }
  | { readonly kind: 'result'; readonly result: DayResult };

const port = parentPort;
if (!port) throw new Error('day.worker runs as a worker thread only.');

const settings = workerData as Settings;
const world = createWorld(settings.seed);
const say = (message: WorkerMessage) => port.postMessage(message);

port.on('message', (plan: DayPlan) => {
  const result = writeDay(settings, world, plan, (done) => say({ kind: 'progress', done }));
  say({ kind: 'result', result });
});
