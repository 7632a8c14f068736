import type { Caller, Draft } from './model.ts';
import type { Written } from './record.ts';
import type { TruthCaller } from './truth.ts';

/** Counts by name; plain so that they cross threads. */
export type Counts = Readonly<Record<string, number>>;

/** The counts of one day's unique events. */
export interface DayCounts {
  readonly accounts: Counts;
  readonly regions: Counts;
  readonly errors: Counts;
  readonly callers: readonly TruthCaller[];
}

/** Counts events while they are written. */
export class Tally {
  readonly #accounts = new Map<string, number>();
  readonly #regions = new Map<string, number>();
  readonly #errors = new Map<string, number>();
  readonly #callers = new Map<Caller, Map<string, number>>();

  count(draft: Draft, { errorCode, agent }: Written): void {
    increment(this.#accounts, draft.account);
    increment(this.#regions, draft.region);
    if (errorCode) increment(this.#errors, errorCode);
    let agents = this.#callers.get(draft.caller);
    if (!agents) {
      agents = new Map();
      this.#callers.set(draft.caller, agents);
    }
    increment(agents, agent);
  }

  finish(): DayCounts {
    return {
      accounts: Object.fromEntries(this.#accounts),
      regions: Object.fromEntries(this.#regions),
      errors: Object.fromEntries(this.#errors),
      callers: mergeCallers(
        [...this.#callers].flatMap(([caller, agents]) => rowsOf(caller, agents)),
      ),
    };
  }
}

/** Joins rows of the same caller; in the order of their text, so that order of arrival has no say. */
export function mergeCallers(rows: readonly TruthCaller[]): readonly TruthCaller[] {
  const merged = new Map<string, TruthCaller>();
  for (const row of rows) {
    const key = JSON.stringify({ ...row, events: 0 });
    const known = merged.get(key);
    merged.set(key, known ? { ...known, events: known.events + row.events } : row);
  }
  return [...merged].sort(([a], [b]) => compare(a, b)).map(([, row]) => row);
}

/** Sums counts; names in order. */
export function mergeCounts(all: readonly Counts[]): Counts {
  const sums = new Map<string, number>();
  for (const counts of all) {
    for (const [name, count] of Object.entries(counts)) {
      sums.set(name, (sums.get(name) ?? 0) + count);
    }
  }
  return Object.fromEntries([...sums].sort(([a], [b]) => compare(a, b)));
}

function rowsOf(caller: Caller, agents: ReadonlyMap<string, number>): readonly TruthCaller[] {
  return [...agents].map(([userAgent, events]) => {
    const { facts } = caller;
    return {
      userAgent,
      principalArn: facts.principalArn,
      type: facts.type,
      accountId: facts.accountId,
      subject: facts.subject,
      invokedBy: facts.invokedBy,
      sessionName: facts.sessionName,
      console: caller.console,
      system: facts.system,
      component: facts.component,
      person: facts.person,
      events,
    };
  });
}

function increment(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
