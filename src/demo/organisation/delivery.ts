import type { Draft, Place } from './model.ts';
import { MINUTE } from './moment.ts';
import type { Random } from './random.ts';

/** One log file to be written. */
export interface LogFile extends Place {
  /** The time in its key: a multiple of five minutes, later than every event in it. */
  readonly keyTime: number;
  /** The 16 characters at the end of its name. */
  readonly suffix: string;
  readonly drafts: readonly Draft[];
  /** Events of the file before, delivered a second time. */
  readonly copies: readonly Draft[];
}

interface Parcel {
  readonly draft: Draft;
  /** When the event reaches the delivery: two to nine minutes after it happened. */
  readonly arrival: number;
}

/** How parcels become files. */
interface Packing {
  readonly span: number;
  /** Events of one file, about. */
  readonly size: number;
}

const TICK = 5 * MINUTE;
const LEAST_DELAY = 2 * MINUTE;
const DELAY_SPREAD = 7 * MINUTE;
const COPIED = 0.002;
const NATURAL_SIZE = 5000;
const DAY_MINUTES = 1440;

/**
 * Puts a day's events into log files as CloudTrail delivers them: one for each account, region and
 * five minutes, named 2 to 14 minutes after its events. A number of files other than that makes
 * longer spans, or several files of one name's minute.
 */
export function deliver(
  drafts: readonly Draft[],
  files: number | null,
  random: Random,
): readonly LogFile[] {
  const cells = [...cellsOf(drafts, random).values()];
  const packing = packingFor(cells, files);
  return cells.flatMap((parcels) => withCopies(pack(parcels, packing, random), random));
}

/** The parcels of each account and region, in order of arrival. */
function cellsOf(drafts: readonly Draft[], random: Random): ReadonlyMap<string, readonly Parcel[]> {
  const cells = new Map<string, Parcel[]>();
  for (const draft of drafts) {
    const parcel = { draft, arrival: draft.at + LEAST_DELAY + random.int(DELAY_SPREAD) };
    const key = `${draft.account}/${draft.region}`;
    const cell = cells.get(key);
    if (cell) cell.push(parcel);
    else cells.set(key, [parcel]);
  }
  for (const cell of cells.values()) {
    cell.sort((a, b) => a.arrival - b.arrival || a.draft.serial - b.draft.serial);
  }
  return cells;
}

function packingFor(cells: readonly (readonly Parcel[])[], files: number | null): Packing {
  if (files === null) return { span: TICK, size: NATURAL_SIZE };
  const natural = cells.flatMap((cell) => spansOf(cell, TICK).map((span) => span.length));
  if (natural.length <= files) return { span: TICK, size: sizeFor(natural, files) };
  const minutes = firstWhere(TICK / MINUTE, DAY_MINUTES, (span) => {
    return cells.reduce((sum, cell) => sum + spansOf(cell, span * MINUTE).length, 0) <= files;
  });
  return { span: minutes * MINUTE, size: Number.POSITIVE_INFINITY };
}

/** The file size at which spans of these lengths make about so many files. */
function sizeFor(lengths: readonly number[], files: number): number {
  const tenths = firstWhere(10, 10 * lengths.reduce((a, b) => Math.max(a, b), 1), (size) => {
    return lengths.reduce((sum, length) => sum + piecesOf(length, size / 10), 0) <= files;
  });
  return tenths / 10;
}

/** The first whole number for which the test holds, if it holds for all that follow; else the last. */
function firstWhere(from: number, to: number, test: (value: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (test(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function spansOf(parcels: readonly Parcel[], span: number): readonly (readonly Parcel[])[] {
  const spans: Parcel[][] = [];
  let current = -1;
  for (const parcel of parcels) {
    const number = Math.floor(parcel.arrival / span);
    if (number !== current) spans.push([]);
    current = number;
    spans.at(-1)?.push(parcel);
  }
  return spans;
}

function piecesOf(length: number, size: number): number {
  return Math.max(1, Math.min(length, Math.round(length / size)));
}

function pack(parcels: readonly Parcel[], packing: Packing, random: Random): readonly LogFile[] {
  return spansOf(parcels, packing.span).flatMap((span) => {
    const pieces = piecesOf(span.length, packing.size);
    return Array.from({ length: pieces }, (_, piece) => {
      const from = Math.floor((span.length * piece) / pieces);
      const to = Math.floor((span.length * (piece + 1)) / pieces);
      return logFile(span.slice(from, to), random);
    });
  });
}

function logFile(parcels: readonly Parcel[], random: Random): LogFile {
  const last = parcels.at(-1);
  if (!last) throw new RangeError('A log file without events.');
  return {
    account: last.draft.account,
    region: last.draft.region,
    keyTime: Math.ceil(last.arrival / TICK) * TICK,
    suffix: random.alphanumeric(16),
    drafts: parcels.map(({ draft }) => draft),
    copies: [],
  };
}

/** Some events come again in the next file: "uncommon", says AWS, but it happens. */
function withCopies(files: readonly LogFile[], random: Random): readonly LogFile[] {
  return files.map((file, index) => {
    const before = index === 0 ? [] : (files[index - 1]?.drafts ?? []);
    return { ...file, copies: before.filter(() => random.chance(COPIED)) };
  });
}
