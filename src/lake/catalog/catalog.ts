import type { TableKind } from '../../cloudtrail/columns/index.ts';
import { CallerTable } from './caller-table.ts';
import { CommitTable } from './commit-table.ts';
import type { Database } from './database.ts';
import { Detections } from './detections/detections.ts';
import type { DetectionChange } from './detections/model.ts';
import { OutboxTable } from './detections/outbox.ts';
import { IdTable } from './id-table.ts';
import { Ledger, type ObjectFilter } from './ledger.ts';
import type {
  CallerRow,
  CatalogChange,
  CommitRow,
  IdLength,
  LedgerRow,
  MicrosRange,
  ObjectName,
  PartId,
  PartRow,
  QuarantineResolution,
  QuarantineRow,
  SessionRow,
  Sighting,
} from './model.ts';
import { ObjectIds } from './object-ids.ts';
import { type Origin, readOrigins } from './origins.ts';
import { type DayTotals, PartTable } from './part-table.ts';
import { Quarantine, type QuarantineFilter } from './quarantine.ts';
import { text } from './row.ts';
import { SessionTable } from './session-table.ts';
import { type CatalogStatus, readStatus } from './status.ts';
import { TrailTable } from './trail-table.ts';

/** Which parts a query may need. */
export interface PartsQuery extends MicrosRange {
  readonly kind: TableKind;
  /** Only parts with rows that came after this commit. */
  readonly after?: number | undefined;
}

/** Live parts as of one commit; 0 before the first. */
export interface PartsSnapshot {
  readonly commit: number;
  readonly parts: readonly PartRow[];
}

/** What the lake holds and what it was made from. Every method is one consistent read, or one transaction. */
export class Catalog {
  readonly path: string;
  /** What detections found. */
  readonly detections: Detections;
  /** What is to be sent of it. */
  readonly outbox: OutboxTable;
  readonly #database: Database;
  readonly #objectIds: ObjectIds;
  readonly #commits: CommitTable;
  readonly #parts: PartTable;
  readonly #ledger: Ledger;
  readonly #trails: TrailTable;
  readonly #quarantine: Quarantine;
  readonly #callers: CallerTable;
  readonly #sessions: SessionTable;
  readonly #ids: IdTable;

  /** Over a database that `openCatalog` has checked. */
  constructor(database: Database) {
    this.path = database.path;
    this.#database = database;
    this.#objectIds = new ObjectIds(database);
    this.#commits = new CommitTable(database);
    this.#parts = new PartTable(database);
    this.#ledger = new Ledger(database);
    this.#trails = new TrailTable(database);
    this.#quarantine = new Quarantine(database);
    this.#callers = new CallerTable(database);
    this.#sessions = new SessionTable(database);
    this.#ids = new IdTable(database);
    this.detections = new Detections(database);
    this.outbox = new OutboxTable(database);
  }

  /**
   * Makes a change durable, all of it or nothing. Returns the commit's number.
   * @throws AppError TG_LAKE_CONFLICT when a removed part is not live, or an object is known under another id
   */
  commit(change: CatalogChange): number {
    return this.#database.transaction(() => {
      const steps = this.#enter(change);
      let step = steps.next();
      while (!step.done) step = steps.next();
      return step.value;
    });
  }

  /**
   * As `commit`, for a change that takes long: between its steps `turn` lets other work of this thread go on. That may
   * read, and must commit nothing.
   * @throws AppError as `commit` does
   */
  commitInTurns(change: CatalogChange, turn: () => Promise<void>): Promise<number> {
    return this.#database.transactionInTurns(this.#enter(change), turn);
  }

  *#enter(change: CatalogChange): Generator<void, number> {
    const { at } = change;
    const number = this.#commits.enter(change);
    this.#parts.remove(change.removed ?? [], { number, at });
    this.#parts.add(change.added ?? [], { number, at });
    yield* this.#ledger.take(change.objects ?? [], at);
    this.#trails.markCollected(change.collected ?? [], at);
    this.#quarantine.resolve(change.resolutions ?? [], at);
    this.#quarantine.add(change.quarantine ?? []);
    yield* this.#callers.merge(change.callers ?? [], number);
    this.#sessions.add(change.sessions ?? []);
    this.#ids.save(change.idLengths ?? []);
    this.#objectIds.save();
    return number;
  }

  /**
   * Makes what detections found, or what people did with it, durable: all of it or nothing. The same change again
   * changes nothing. A function makes the change from what no other process can alter meanwhile.
   * @throws AppError TG_LAKE_CONFLICT when an alert was changed since it was read
   */
  detect(change: DetectionChange | ((now: Detections) => DetectionChange)): void {
    this.#database.transaction(() => {
      const made = typeof change === 'function' ? change(this.detections) : change;
      this.detections.apply(made);
    });
  }

  lastCommit(): CommitRow | undefined {
    return this.#commits.last();
  }

  findCommit(number: number): CommitRow | undefined {
    return this.#commits.find(number);
  }

  /** Parts that hold any row of the table within the range, oldest day first. */
  snapshotParts({ kind, after, ...range }: PartsQuery): PartsSnapshot {
    return this.#database.reading(() => {
      const commit = this.#commits.last()?.number ?? 0;
      const live = this.#parts.live(kind, range);
      if (after === undefined) return { commit, parts: live };
      const newer = this.#parts.newerThan(kind, after);
      return { commit, parts: live.filter(({ id }) => newer.has(id)) };
    });
  }

  /** Every part whose file may exist: the live ones, and those removed but not yet deleted. */
  parts(): readonly PartRow[] {
    return this.#parts.all();
  }

  /** Parts removed before a moment (milliseconds). */
  removedParts(before: number): readonly PartRow[] {
    return this.#parts.removedBefore(before);
  }

  /** Drops removed parts from the catalog, once their files are deleted. */
  forgetParts(ids: readonly PartId[]): void {
    this.#database.transaction(() => this.#parts.forget(ids));
  }

  /** Live parts summed by table and day. */
  days(): readonly DayTotals[] {
    return this.#parts.byDay();
  }

  /** A number for an object that is about to be read. The single writer reserves it in memory. */
  nextObjectId(): number {
    return this.#objectIds.next();
  }

  /** For each object whether the ledger knows it, in order. */
  seen(trail: string, objects: readonly ObjectName[]): readonly Sighting[] {
    return this.#ledger.seen(trail, objects);
  }

  object(trail: string, name: ObjectName): LedgerRow | undefined {
    return this.#ledger.find(trail, name);
  }

  /** The objects that rows name by `object_id`. */
  origins(ids: readonly number[]): Iterable<Origin> {
    return readOrigins(this.#database, ids);
  }

  /** The accounts that logs came from, as far as their keys tell. */
  accounts(): readonly string[] {
    return this.#ledger.accounts();
  }

  /** The ledger by id, page by page. */
  objects(filter: ObjectFilter = {}): Iterable<LedgerRow> {
    return this.#ledger.list(filter);
  }

  /** Entries of the quarantine by id, without their raw bytes. */
  quarantine(filter: QuarantineFilter = {}): readonly QuarantineRow[] {
    return this.#quarantine.list(filter);
  }

  /** One entry, with its raw bytes. */
  quarantineEntry(id: number): QuarantineRow | undefined {
    return this.#quarantine.get(id);
  }

  /** Closes open entries; returns how many. */
  resolveQuarantine(resolutions: readonly QuarantineResolution[], at: number): number {
    return this.#database.transaction(() => this.#quarantine.resolve(resolutions, at));
  }

  callers(): readonly CallerRow[] {
    return [...this.#callers.list()];
  }

  /** As they are read, by id: callers that a commit after this one saw, or all. Nothing else is asked meanwhile. */
  callersAfter(commit: number | undefined): Iterable<CallerRow> {
    return this.#callers.list(commit);
  }

  callersOf(ids: Iterable<bigint>): Iterable<CallerRow> {
    return this.#callers.some(ids);
  }

  sessions(): readonly SessionRow[] {
    return this.#sessions.list();
  }

  /** Each event that handed credentials out; two of them may tell of one session, in two accounts. */
  sessionTellings(): readonly SessionRow[] {
    return this.#sessions.tellings();
  }

  /** Valid bytes of each id index file. */
  idLengths(): readonly IdLength[] {
    return this.#ids.list();
  }

  status(): CatalogStatus {
    return readStatus(this.#database);
  }

  /** What SQLite's own check finds wrong; empty when sound. */
  faults(): readonly string[] {
    const rows = this.#database.all('PRAGMA quick_check');
    return rows.map((row) => text(row, 'quick_check')).filter((fault) => fault !== 'ok');
  }

  /** Does now what closing would have to, while there is time. */
  checkpoint(): void {
    this.#database.checkpoint();
  }

  close(): void {
    this.#database.close();
  }
}
