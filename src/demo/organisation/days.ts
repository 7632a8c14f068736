import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { AppError, messageOf } from '../../base/errors/index.ts';
import { shipped } from '../../base/package/index.ts';
import { type DayResult, type Progress, writeDay } from './day.ts';
import type { WorkerMessage } from './day.worker.ts';
import type { Settings } from './options.ts';
import type { DayPlan } from './plan.ts';
import type { World } from './world/stock.ts';

/** Hears of progress and of each day that is done, in any order. */
export interface DayListener {
  readonly onProgress: (done: Progress) => void;
  readonly onResult: (result: DayResult) => void;
}

/**
 * Writes all days, on as many threads as the settings say.
 * @throws AppError TG_OUTPUT_FAILED
 */
export async function writeDays(
  settings: Settings,
  world: World,
  plans: readonly DayPlan[],
  listener: DayListener,
): Promise<void> {
  try {
    if (settings.workers === 1) await writeHere(settings, world, plans, listener);
    else await writeOnThreads(settings, plans, listener);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new AppError('TG_OUTPUT_FAILED', `${settings.dir}: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** No space, no permission ..: what the file system has a code for. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

async function writeHere(
  settings: Settings,
  world: World,
  plans: readonly DayPlan[],
  listener: DayListener,
): Promise<void> {
  for (const plan of plans) {
    listener.onResult(writeDay(settings, world, plan, listener.onProgress));
    // Let the terminal draw.
    await setImmediate();
  }
}

async function writeOnThreads(
  settings: Settings,
  plans: readonly DayPlan[],
  listener: DayListener,
): Promise<void> {
  const queue = [...plans];
  const workers = Array.from({ length: settings.workers }, () => startWorker(settings));
  try {
    await Promise.all(workers.map((worker) => feed(worker, queue, listener)));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function startWorker(settings: Settings): Worker {
  return new Worker(shipped('dist/day.worker.js'), { workerData: settings });
}

/** Hands days to a worker until none is left. */
function feed(worker: Worker, queue: DayPlan[], listener: DayListener): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = () => {
      const plan = queue.shift();
      if (plan) worker.postMessage(plan);
      else resolve();
    };
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'progress') {
        listener.onProgress(message.done);
      } else {
        listener.onResult(message.result);
        next();
      }
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`A worker thread ended with code ${code}.`)));
    next();
  });
}
