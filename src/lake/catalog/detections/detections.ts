import type { Database } from '../database.ts';
import { AccountTable } from './account-table.ts';
import { type AlertFilter, countStates, listAlerts } from './alert-list.ts';
import { AlertTable, type GroupRange } from './alert-table.ts';
import { ChangeTable } from './change-table.ts';
import { CountedTable } from './counted-table.ts';
import { type MatchFilter, MatchTable } from './match-table.ts';
import type {
  AccountStarts,
  AlertChangeRow,
  AlertRow,
  AlertRowState,
  CountedRow,
  DetectionChange,
  MatchRow,
  RuleRow,
  SuppressionRow,
  TermRow,
} from './model.ts';
import { MOST_WAITING } from './outbox.ts';
import { enqueue } from './outbox-queue.ts';
import { countByRule, type RuleCounts } from './rule-counts.ts';
import { RuleTable } from './rule-table.ts';
import { type CountedSuppression, SuppressionTable } from './suppression-table.ts';
import { TermTable } from './term-table.ts';

/** What was found in the lake, and what became of it. */
export class Detections {
  readonly #database: Database;
  readonly #rules: RuleTable;
  readonly #matches: MatchTable;
  readonly #counted: CountedTable;
  readonly #alerts: AlertTable;
  readonly #changes: ChangeTable;
  readonly #suppressions: SuppressionTable;
  readonly #terms: TermTable;
  readonly #accounts: AccountTable;

  constructor(database: Database) {
    this.#database = database;
    this.#rules = new RuleTable(database);
    this.#matches = new MatchTable(database, this.#rules);
    this.#counted = new CountedTable(database, this.#rules);
    this.#alerts = new AlertTable(database, this.#rules);
    this.#changes = new ChangeTable(database);
    this.#suppressions = new SuppressionTable(database);
    this.#terms = new TermTable(database, this.#rules);
    this.#accounts = new AccountTable(database);
  }

  /** Within a transaction of the caller. */
  apply(change: DetectionChange): void {
    this.#rules.describe(change.rules ?? []);
    this.#applyMatches(change);
    this.#alerts.save(change.alerts ?? []);
    this.#changes.add(change.changes ?? []);
    this.#suppressions.save(change.suppressions ?? []);
    enqueue(this.#database, change.messages ?? [], MOST_WAITING);
    this.#terms.merge(change.terms ?? []);
    if (change.accounts) this.#accounts.merge(change.accounts);
    this.#applyMarks(change);
  }

  #applyMatches({ answered = [], ...change }: DetectionChange): void {
    this.#matches.add(change.matches ?? []);
    this.#matches.move(change.moved ?? []);
    this.#matches.amend(change.amended ?? []);
    this.#matches.answer(answered);
    this.#counted.put([...(change.counted ?? []), ...(change.recounted ?? [])]);
    this.#counted.remove(answered);
    if (change.keeping) this.#counted.prune(change.keeping);
  }

  #applyMarks(change: DetectionChange): void {
    this.#rules.mark(change.marks ?? []);
    this.#rules.decide(change.decided ?? []);
    this.#rules.ask(change.asked ?? []);
    this.#rules.stage(change.stages ?? []);
  }

  rule(id: string): RuleRow | undefined {
    return this.#rules.get(id);
  }

  rules(): readonly RuleRow[] {
    return this.#rules.list();
  }

  match(rule: string, eventKey: string): MatchRow | undefined {
    return this.#matches.get(rule, eventKey);
  }

  /** Those of the event keys that a rule has hit before. */
  knownMatches(rule: string, keys: readonly string[]): ReadonlySet<string> {
    return new Set([...this.#matches.known(rule, keys), ...this.#counted.known(rule, keys)]);
  }

  /** By time; at most `limit`. */
  matchesOf(alertId: string, limit?: number): readonly MatchRow[] {
    return this.#matches.ofAlert(alertId, limit);
  }

  /** Matches of one rule, suppressed ones too, by time; half-open, microseconds. */
  matchesBetween(rule: string, from: number, to: number): readonly MatchRow[] {
    return this.#matches.between(rule, from, to);
  }

  /** Matches that raise no alerts, by time; half-open, microseconds. */
  countedBetween(rule: string, from: number, to: number): readonly CountedRow[] {
    return this.#counted.between(rule, from, to);
  }

  /** Suppressed ones too; in the order in which they were stored. */
  matches(filter: MatchFilter = {}): Iterable<MatchRow> {
    return this.#matches.list(filter);
  }

  /** The alerts of a rule and group by their first match. */
  alertsOf(range: GroupRange): readonly AlertRow[] {
    return this.#alerts.ofGroup(range);
  }

  alert(id: string): AlertRow | undefined {
    return this.#alerts.get(id);
  }

  /** Those whose id begins so, at most two, none of them pending. */
  alertsBeginning(start: string): readonly AlertRow[] {
    return this.#alerts.beginning(start);
  }

  /** The worst first, of them the latest; `now` (milliseconds) ends snoozes. */
  alerts(filter: AlertFilter, now: number): readonly AlertRow[] {
    return listAlerts(this.#database, filter, now);
  }

  alertCounts(now: number): Readonly<Partial<Record<AlertRowState, number>>> {
    return countStates(this.#database, now);
  }

  /** The history of an alert, oldest first. */
  changesOf(alertId: string): readonly AlertChangeRow[] {
    return this.#changes.ofAlert(alertId);
  }

  /** Those that hide matches at `now` (milliseconds), the oldest first. */
  suppressionsInForce(now: number): readonly SuppressionRow[] {
    return this.#suppressions.inForce(now);
  }

  /** Ended and removed ones too. */
  suppressions(): readonly CountedSuppression[] {
    return this.#suppressions.list();
  }

  /** Values of a rule's key, or of all its keys. */
  terms(rule: string, key?: string): readonly TermRow[] {
    return this.#terms.list(rule, key);
  }

  accountStarts(): AccountStarts {
    return this.#accounts.get();
  }

  ruleCounts(): readonly RuleCounts[] {
    return countByRule(this.#database);
  }
}
