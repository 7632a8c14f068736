import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, messageOf } from '../../base/errors/index.ts';
import type { Day } from '../../base/time/index.ts';
import { type DayResult, MOST_SESSIONS, type Progress } from './day.ts';
import { writeDays } from './days.ts';
import { createObjectWriter } from './object-keys.ts';
import { type GenerateOptions, type Settings, settle } from './options.ts';
import { writeOtherKinds } from './other-kinds.ts';
import { planDays } from './plan.ts';
import { tellTruth } from './tell-truth.ts';
import { createWorld } from './world/stock.ts';

export interface GenerateSummary {
  readonly events: number;
  /** Log files of the `CloudTrail` kind, and their compressed size. */
  readonly files: number;
  readonly bytes: number;
  readonly from: Day;
  readonly to: Day;
  /** Path of truth.json. */
  readonly truth: string;
}

/**
 * Writes the logs of a made-up AWS organisation in CloudTrail's own layout, with `truth.json` beside.
 * @throws AppError TG_CLI_USAGE (bad option, folder not empty), TG_OUTPUT_FAILED
 */
export async function generate(options: GenerateOptions): Promise<GenerateSummary> {
  const settings = settle(options);
  prepareFolder(settings.dir);
  const world = createWorld(settings.seed);
  const days = new Map<number, DayResult>();
  await writeDays(settings, world, planDays(settings, world), {
    onProgress: totals(options.onProgress),
    onResult: (result) => keep(days, result),
  });
  const inOrder = [...days.values()].sort((a, b) => a.index - b.index);
  const storm = inOrder.find((day) => day.facts.storm)?.facts.storm;
  const others = writeOtherKinds(settings, world, storm, createObjectWriter(settings.dir));
  const truth = tellTruth(settings, inOrder, others);
  const path = join(settings.dir, 'truth.json');
  writeFileSync(path, `${JSON.stringify(truth, null, 2)}\n`);
  return {
    events: truth.counts.events,
    files: truth.counts.files,
    bytes: inOrder.reduce((total, day) => total + day.bytes, 0),
    from: truth.options.from,
    to: truth.options.to,
    truth: path,
  };
}

function prepareFolder(dir: Settings['dir']): void {
  let entries: readonly string[];
  try {
    mkdirSync(dir, { recursive: true });
    entries = readdirSync(dir);
  } catch (error) {
    throw new AppError('TG_CLI_USAGE', `${dir} cannot be used: ${messageOf(error)}`, {
      cause: error,
      hint: 'Name a folder that can be created and written.',
    });
  }
  if (entries.length === 0) return;
  throw new AppError('TG_CLI_USAGE', `${dir} is not empty.`, {
    hint: 'Name a new folder: what was generated before must not mix with what is generated now.',
  });
}

function totals(report: GenerateOptions['onProgress']): (done: Progress) => void {
  let [events, files] = [0, 0];
  return (done) => {
    events += done.events;
    files += done.files;
    report?.({ events, files });
  };
}

/** Once there are too many sessions to tell them all, the planted ones are enough to remember. */
function keep(days: Map<number, DayResult>, result: DayResult): void {
  days.set(result.index, result);
  const sessions = [...days.values()].reduce((total, day) => total + day.sessionCount, 0);
  if (sessions < MOST_SESSIONS) return;
  for (const [index, day] of days) days.set(index, { ...day, allSessions: [] });
}
