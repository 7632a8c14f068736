import { CommitTable } from './commit-table.ts';
import type { Database } from './database.ts';
import type { CommitRow, ObjectStatus } from './model.ts';
import { type DayTotals, PartTable } from './part-table.ts';
import { Quarantine } from './quarantine.ts';
import { integer, optionalInteger, type Row, text } from './row.ts';

/** What was taken in from a trail, or from all. `bytes` as stored at the source, `rawBytes` inflated. */
export interface Intake {
  readonly objects: Readonly<Record<ObjectStatus, number>>;
  readonly bytes: number;
  readonly rawBytes: number;
  readonly rows: number;
  readonly duplicates: number;
  readonly rejected: number;
}

export interface TrailStatus extends Intake {
  readonly name: string;
  /** Milliseconds; `lastCollected` when its listing was last read to the end. */
  readonly firstSeen: number;
  readonly lastCollected: number | undefined;
}

/** The lake in numbers. `bytes` of parts on disk; times in microseconds; `days` that hold at least one row. */
export interface CatalogStatus {
  /** Rows of the events table alone. */
  readonly events: number;
  readonly rows: number;
  readonly parts: number;
  readonly bytes: number;
  readonly rawBytes: number;
  readonly days: number;
  readonly firstTs: number | undefined;
  readonly lastTs: number | undefined;
  readonly intake: Intake;
  readonly openQuarantine: number;
  readonly trails: readonly TrailStatus[];
  readonly lastCommit: CommitRow | undefined;
}

const TRAILS = 'SELECT id, name, first_seen, last_collected FROM trails ORDER BY name';
const NOTHING: Intake = {
  objects: { committed: 0, quarantined: 0, skipped: 0 },
  bytes: 0,
  rawBytes: 0,
  rows: 0,
  duplicates: 0,
  rejected: 0,
};

export function readStatus(database: Database): CatalogStatus {
  return database.reading(() => {
    const trails = readTrails(database);
    return {
      ...sumDays(new PartTable(database).byDay()),
      intake: trails.reduce(addIntake, NOTHING),
      openQuarantine: new Quarantine(database).open(),
      trails,
      lastCommit: new CommitTable(database).last(),
    };
  });
}

function sumDays(days: readonly DayTotals[]) {
  const sum = (of: 'rows' | 'parts' | 'bytes' | 'rawBytes') =>
    days.reduce((total, day) => total + day[of], 0);
  const inEvents = days.filter((day) => day.kind === 'events');
  return {
    events: inEvents.reduce((total, day) => total + day.rows, 0),
    rows: sum('rows'),
    parts: sum('parts'),
    bytes: sum('bytes'),
    rawBytes: sum('rawBytes'),
    days: new Set(days.map((day) => day.day)).size,
    firstTs: days.length > 0 ? Math.min(...days.map((day) => day.minTs)) : undefined,
    lastTs: days.length > 0 ? Math.max(...days.map((day) => day.maxTs)) : undefined,
  };
}

function readTrails(database: Database): readonly TrailStatus[] {
  const tallies = database.all('SELECT * FROM tallies');
  return database.all(TRAILS).map((row) => {
    const own = tallies.filter((tally) => integer(tally, 'trail_id') === integer(row, 'id'));
    return {
      name: text(row, 'name'),
      firstSeen: integer(row, 'first_seen'),
      lastCollected: optionalInteger(row, 'last_collected'),
      ...own.map(toIntake).reduce(addIntake, NOTHING),
    };
  });
}

function toIntake(row: Row): Intake {
  const status = text(row, 'status') as ObjectStatus;
  return {
    objects: { ...NOTHING.objects, [status]: integer(row, 'objects') },
    bytes: integer(row, 'bytes'),
    rawBytes: integer(row, 'raw_bytes'),
    rows: integer(row, 'rows'),
    duplicates: integer(row, 'duplicates'),
    rejected: integer(row, 'rejected'),
  };
}

function addIntake(a: Intake, b: Intake): Intake {
  return {
    objects: {
      committed: a.objects.committed + b.objects.committed,
      quarantined: a.objects.quarantined + b.objects.quarantined,
      skipped: a.objects.skipped + b.objects.skipped,
    },
    bytes: a.bytes + b.bytes,
    rawBytes: a.rawBytes + b.rawBytes,
    rows: a.rows + b.rows,
    duplicates: a.duplicates + b.duplicates,
    rejected: a.rejected + b.rejected,
  };
}
