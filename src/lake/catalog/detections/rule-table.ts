import { AppError } from '../../../base/errors/index.ts';
import type { Database } from '../database.ts';
import { clampMicros, integer, optionalInteger, optionalText, type Row, text } from '../row.ts';
import type { RuleAsked, RuleDecision, RuleFacts, RuleMark, RuleRow, RuleStage } from './model.ts';

const ENTER = 'INSERT INTO rule_marks (rule) VALUES (?) RETURNING number';
const DESCRIBE = 'UPDATE rule_marks SET facts = ? WHERE number = ?';
const MARK = 'UPDATE rule_marks SET version = ?, last_commit = ? WHERE number = ?';
const DECIDE = 'UPDATE rule_marks SET decided_ts = ? WHERE number = ?';
const ASK = 'UPDATE rule_marks SET version = ?, asked_at = ?, asked_ts = ? WHERE number = ?';
const STAGE = 'UPDATE rule_marks SET seen_at = ?, staged_at = ? WHERE number = ?';

/** Rules by number, with what is shown of them and how far they have read. */
export class RuleTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(rule: string): number | undefined {
    const row = this.#database.get('SELECT number FROM rule_marks WHERE rule = ?', [rule]);
    return row && integer(row, 'number');
  }

  /** The number of a rule, which is entered when it is new. */
  enter(rule: string): number {
    const known = this.find(rule);
    if (known !== undefined) return known;
    const row = this.#database.get(ENTER, [rule]);
    if (!row) throw new AppError('TG_INTERNAL', `Rule ${rule} could not be entered.`);
    return integer(row, 'number');
  }

  describe(rules: readonly RuleFacts[]): void {
    for (const { rule, facts } of rules) this.#database.run(DESCRIBE, [facts, this.enter(rule)]);
  }

  mark(marks: readonly RuleMark[]): void {
    for (const { rule, version, lastCommit } of marks) {
      this.#database.run(MARK, [version, lastCommit, this.enter(rule)]);
    }
  }

  decide(decisions: readonly RuleDecision[]): void {
    for (const { rule, decidedTs } of decisions) {
      this.#database.run(DECIDE, [clampMicros(decidedTs), this.enter(rule)]);
    }
  }

  ask(asked: readonly RuleAsked[]): void {
    for (const { rule, version, at, throughTs } of asked) {
      this.#database.run(ASK, [version, at, clampMicros(throughTs), this.enter(rule)]);
    }
  }

  stage(stages: readonly RuleStage[]): void {
    for (const { rule, seenAt, stagedAt } of stages) {
      this.#database.run(STAGE, [seenAt, stagedAt, this.enter(rule)]);
    }
  }

  get(rule: string): RuleRow | undefined {
    const row = this.#database.get('SELECT * FROM rule_marks WHERE rule = ?', [rule]);
    return row && toRule(row);
  }

  list(): readonly RuleRow[] {
    return this.#database.all('SELECT * FROM rule_marks ORDER BY rule').map(toRule);
  }
}

function toRule(row: Row): RuleRow {
  const [at, throughTs] = ['asked_at', 'asked_ts'].map((name) => optionalInteger(row, name));
  return {
    rule: text(row, 'rule'),
    facts: optionalText(row, 'facts'),
    version: optionalText(row, 'version'),
    lastCommit: optionalInteger(row, 'last_commit'),
    decidedTs: optionalInteger(row, 'decided_ts'),
    seenAt: optionalInteger(row, 'seen_at'),
    stagedAt: optionalInteger(row, 'staged_at'),
    asked: at === undefined || throughTs === undefined ? undefined : { at, throughTs },
  };
}
