import type { Expression } from '../../../query/sql/index.ts';
import { namesOf } from '../compile/boxes.ts';
import { cloudtrailField } from '../compile/cloudtrail-fields.ts';
import type { FieldTable } from '../compile/field.ts';
import { type Known, residualOf } from '../compile/known.ts';
import { conditionOf } from '../compile/tree.ts';
import { usesCalls } from '../compile/uses.ts';
import type { Tree } from '../sigma/model.ts';
import { eventsOf, NO_SOURCE, type PresentNames } from './present.ts';

/** A condition to be matched, by the number that rows carry. */
export interface Wanted {
  readonly number: number;
  readonly condition: Tree;
}

/** Events of a name (and source) may match a rule: where the condition of the class holds. */
export interface Candidate {
  readonly name: string;
  readonly source?: string | undefined;
  readonly number: number;
  readonly class: number;
}

/** One pass over one table: an index of names with the few conditions that are left, and rules without a name. */
export interface Pass {
  readonly table: 'cloudtrail_logs' | 'calls';
  /** Those of the class with the most events first. */
  readonly candidates: readonly Candidate[];
  /** By class. */
  readonly conditions: readonly Expression[];
  readonly singles: readonly { readonly number: number; readonly condition: Expression }[];
}

/** Most classes of one statement: planning it grows faster than they do. */
const MOST_CLASSES = 300;
/** Each reads the table for itself. */
const MOST_SINGLES = 40;

export interface PlanOptions {
  readonly fields?: FieldTable | undefined;
  /** The names that occur: rules that wait for others are left out, which spares planning them. */
  readonly present?: PresentNames | undefined;
}

/** How rules are matched together. Rules that ask who is behind a call read `calls`, the others the plain table. */
export function planPasses(
  wanted: readonly Wanted[],
  { fields = cloudtrailField, present }: PlanOptions = {},
): readonly Pass[] {
  const { callers = [], plain = [] } = Object.groupBy(wanted, ({ condition }) =>
    usesCalls(condition) ? 'callers' : 'plain',
  );
  return [
    ...new Passes('cloudtrail_logs', { fields, present }).planned(plain),
    ...new Passes('calls', { fields, present }).planned(callers),
  ];
}

/** How many matches a pass can find at most. */
export function mostMatches(
  { candidates, singles }: Pick<Pass, 'candidates' | 'singles'>,
  present: PresentNames,
): number {
  const all = [...present.keys()].reduce((sum, name) => sum + eventsOf({ name }, present), 0);
  const named = candidates.reduce((sum, one) => sum + eventsOf(one, present), 0);
  return named + singles.length * all;
}

class Passes {
  readonly #table: Pass['table'];
  readonly #fields: FieldTable;
  readonly #present: PresentNames | undefined;
  readonly #classes = new Map<string, number>();
  readonly #conditions: Expression[] = [];
  /** Events of each class, as far as it is known. */
  readonly #events: number[] = [];
  readonly #candidates: Candidate[] = [];
  readonly #singles: Pass['singles'][number][] = [];

  constructor(table: Pass['table'], { fields = cloudtrailField, present }: PlanOptions) {
    this.#table = table;
    this.#fields = fields;
    this.#present = present;
  }

  planned(wanted: readonly Wanted[]): readonly Pass[] {
    for (const one of wanted) this.#take(one);
    const table = this.#table;
    const indexed = startsOf(this.#conditions, MOST_CLASSES).map((start): Pass => {
      const end = start + MOST_CLASSES;
      const within = this.#candidates.filter((one) => one.class >= start && one.class < end);
      const candidates = within
        .toSorted((one, other) => this.#weight(other) - this.#weight(one))
        .map((one) => ({ ...one, class: one.class - start }));
      return { table, candidates, conditions: this.#conditions.slice(start, end), singles: [] };
    });
    const scanned = startsOf(this.#singles, MOST_SINGLES).map((start): Pass => {
      const singles = this.#singles.slice(start, start + MOST_SINGLES);
      return { table, candidates: [], conditions: [], singles };
    });
    const [first, ...others] = indexed;
    const [few, ...more] = scanned;
    // A statement costs planning: the first of both kinds share one.
    return first && few
      ? [{ ...first, singles: few.singles }, ...others, ...more]
      : [...indexed, ...scanned];
  }

  #take({ number, condition }: Wanted): void {
    const names = namesOf(condition);
    if (names === undefined) {
      this.#singles.push({ number, condition: conditionOf(condition, this.#fields) });
      return;
    }
    for (const known of names.flatMap((one) => sourced(one, this.#present))) {
      const events = this.#present === undefined ? 0 : eventsOf(known, this.#present);
      if (this.#present !== undefined && events === 0) continue;
      const residual = residualOf(condition, known);
      if (residual === false) continue;
      const shared = this.#classOf(residual);
      this.#events[shared] = (this.#events[shared] ?? 0) + events;
      this.#candidates.push({ ...known, number, class: shared });
    }
  }

  /** The class with the most events is asked first: the others are asked of what it leaves. */
  #weight(candidate: Candidate): number {
    return this.#events[candidate.class] ?? 0;
  }

  /** Rules that leave the same to ask share a class. */
  #classOf(residual: Tree | true): number {
    const key = JSON.stringify(residual, (name, value) => (IGNORED.has(name) ? undefined : value));
    const known = this.#classes.get(key);
    if (known !== undefined) return known;
    const number = this.#conditions.length;
    this.#classes.set(key, number);
    const always: Tree = { is: 'and', of: [] };
    this.#conditions.push(conditionOf(residual === true ? always : residual, this.#fields));
    return number;
  }
}

/** With the sources that there are of the name: one join then finds all candidates. */
function sourced(known: Known, present: PresentNames | undefined): readonly Known[] {
  const sources = [...(present?.get(known.name)?.keys() ?? [])];
  const isOpen = known.source === undefined && sources.length > 0 && !sources.includes(NO_SOURCE);
  return isOpen ? sources.map((source) => ({ name: known.name, source })) : [known];
}

function startsOf(list: readonly unknown[], size: number): readonly number[] {
  return list.flatMap((_, at) => (at % size === 0 ? [at] : []));
}

/** What two conditions that ask the same may differ in. */
const IGNORED: ReadonlySet<string> = new Set(['key', 'line']);
