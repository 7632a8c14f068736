import { readFileSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { defaultEffects } from '../../base/effects/index.ts';
import { type Day, dayNumber } from '../../base/time/index.ts';
import type { NewPart, PartId } from '../catalog/index.ts';
import { newPartId, openLake, partPath, type WriterLake, writePart } from './index.ts';
import { DAY } from './lake.fixture.ts';

// A writer that commits for ever, or for some rounds, and says so after each: it is to be killed.

const DAYS = [DAY, '2026-02-01' as Day] as const;
const ROWS = 50;
const MAGIC = Buffer.from('PAR1');

/** What a commit has made durable; a line of standard output. */
export interface Ack {
  readonly commit: number;
  readonly batches: readonly number[];
}

interface Batch {
  readonly number: number;
  readonly parts: readonly NewPart[];
}

/** The ids that a batch of a run brings to a day, four lanes each. */
function idsOf({ run, batch }: { run: number; batch: number }, day: Day): Uint32Array {
  return Uint32Array.from(
    Array.from({ length: ROWS }, (_, row) => [row * 7919, batch, dayNumber(day), run]).flat(),
  );
}

/** As texts: all ids of a batch. */
export function idTexts(of: { run: number; batch: number }): readonly string[] {
  return DAYS.flatMap((day) => readIds(toText(idsOf(of, day))));
}

/** Ids out of the text of a part: 32 hexadecimal digits each, between what Parquet begins and ends with. */
export function readIds(text: string): readonly string[] {
  return text.replaceAll(MAGIC.toString(), '').match(/.{32}/g) ?? [];
}

function toText(hashes: Uint32Array): string {
  return Buffer.from(hashes.buffer).toString('hex');
}

/** Writes parts of text and commits them, with a merge and a sweep in each round. */
export class Writer {
  readonly #run: number;
  readonly #lake: WriterLake;
  #batch = 0;
  /** Written a round before its commit, as by a second worker. */
  #late: Batch | undefined;

  constructor(home: string, run: number) {
    this.#run = run;
    // A grace of -1: merged parts are deleted at once, so that kills meet deletions too.
    this.#lake = openLake(home, defaultEffects, { grace: -1 });
  }

  round(): Ack {
    const batches = [this.#late ?? this.#take(), this.#take()];
    this.#late = this.#take();
    const numbers = batches.map(({ number }) => number);
    const added = batches.flatMap(({ parts }) => parts);
    const commit = this.#lake.commit({ at: now(), added }, numbers);
    this.#merge();
    this.#lake.sweep();
    return { commit, batches: numbers };
  }

  /** Lets go of the lake as the system does when a process dies. */
  drop(): void {
    this.#lake.close();
  }

  #take(): Batch {
    const number = ++this.#batch;
    const parts = DAYS.map((day) => {
      const hashes = idsOf({ run: this.#run, batch: number }, day);
      const days = new Int32Array(ROWS).fill(dayNumber(day));
      const out = new Uint8Array(ROWS);
      this.#lake.ids.addBatch({ batch: number, kind: 'events', days, hashes, out });
      return this.#write(day, toText(hashes));
    });
    return { number, parts };
  }

  /** As compaction does: the rows of all parts of a day in one. */
  #merge(): void {
    const { parts } = this.#lake.catalog.snapshotParts({ kind: 'events' });
    const small = parts.filter(({ day }) => day === DAY);
    const texts = small.map((part) => readFileSync(partPath(this.#lake.home, part), 'latin1'));
    const whole = this.#write(DAY, texts.flatMap(readIds).join(''));
    this.#lake.commit({ at: now(), added: [whole], removed: small.map(({ id }): PartId => id) });
  }

  #write(day: Day, text: string): NewPart {
    const id = newPartId(defaultEffects);
    const kind = 'events';
    const buffers = [MAGIC, Buffer.from(text), MAGIC];
    const bytes = writePart(this.#lake.home, { kind, day, id }, buffers);
    const ts = dayNumber(day) * 86_400_000_000;
    return { id, kind, day, rows: text.length / 32, bytes, rawBytes: bytes, minTs: ts, maxTs: ts };
  }
}

function now(): number {
  return defaultEffects.now();
}

if (import.meta.main) {
  const text = { type: 'string', default: '' } as const;
  const { values } = parseArgs({ options: { home: text, run: text, rounds: text } });
  const writer = new Writer(values.home, Number(values.run));
  const rounds = values.rounds === '' ? Infinity : Number(values.rounds);
  for (let round = 0; round < rounds; round++) {
    writeSync(1, `${JSON.stringify(writer.round())}\n`);
  }
}
