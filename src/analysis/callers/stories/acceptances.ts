import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../base/errors/index.ts';

const said = { story: z.string(), by: z.string(), at: z.number() };
const acceptance = z.strictObject({
  is: z.literal('accepted'),
  ...said,
  events: z.array(z.string()).min(1).readonly(),
  reason: z.string(),
  owner: z.string(),
});
const reopening = z.strictObject({ is: z.literal('reopened'), ...said });
const line = z.discriminatedUnion('is', [acceptance, reopening]);

/** Somebody answers for changes of a story: `events` are theirs, `by` is who said so, `at` milliseconds. */
export type Acceptance = z.output<typeof acceptance>;
/** The changes of a story are open again. */
export type Reopening = z.output<typeof reopening>;
/** What was said of stories, in the order of time; nothing is ever taken out of it. */
export type AcceptanceLog = readonly (Acceptance | Reopening)[];

function fileOf(home: string): string {
  return join(home, 'accepted.ndjson');
}

/** @throws AppError TG_LAKE_DAMAGED */
export function readAcceptances(home: string): AcceptanceLog {
  const lines = textOf(fileOf(home)).split('\n');
  // Behind the last end of a line there is nothing, or what a writer that died began.
  return lines.slice(0, -1).map((text, at) => {
    const { data } = line.safeParse(jsonOf(text));
    if (data) return data;
    throw new AppError('TG_LAKE_DAMAGED', `${fileOf(home)}, line ${at + 1}, says nothing known.`);
  });
}

/** @throws AppError TG_LAKE_UNWRITABLE */
export function addAcceptance(home: string, said: Acceptance | Reopening): void {
  const file = fileOf(home);
  try {
    mkdirSync(dirname(file), { recursive: true });
    const text = textOf(file);
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    const handle = openSync(file, 'a');
    try {
      // What a writer that died began was never said.
      if (whole !== text) ftruncateSync(handle, Buffer.byteLength(whole));
      writeSync(handle, `${JSON.stringify(said)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (cause) {
    throw new AppError('TG_LAKE_UNWRITABLE', `${file} could not be written.`, { cause });
  }
}

/** The acceptances in force, by the event of the change. */
export function acceptedChanges(log: AcceptanceLog): ReadonlyMap<string, Acceptance> {
  const accepted = new Map<string, Acceptance>();
  for (const one of log) {
    if (one.is === 'accepted') {
      for (const event of one.events) accepted.set(event, one);
    } else {
      for (const [event, { story }] of accepted) if (story === one.story) accepted.delete(event);
    }
  }
  return accepted;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
