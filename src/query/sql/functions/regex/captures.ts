import { notTranslated } from './parse-escape.ts';
import type { PatternNode, Repeat } from './pattern.ts';
import { canBeEmpty, partsOf } from './pattern.ts';

/** What is known of the groups of a pattern. */
export interface Captures {
  /** Groups that take part in every match. */
  readonly certain: ReadonlySet<number>;
  /** Groups whose text JavaScript may forget where Joni keeps the last that took part. */
  readonly forgotten: ReadonlySet<number>;
}

/**
 * Follows the groups through the pattern.
 * @throws ScriptError NOT_SUPPORTED for a reference to a group that may not have taken part: JavaScript lets it match
 */
export function capturesOf(root: PatternNode): Captures {
  const walk = new Walk();
  walk.visit(root, []);
  return walk;
}

/** Something above a node that decides how often a match passes it. */
interface Step {
  readonly optional: boolean;
  readonly repeats: boolean;
  /** JavaScript undoes a turn that took nothing, and the groups with it. */
  readonly undone: boolean;
}

const OPTION: Step = { optional: true, repeats: false, undone: false };

class Walk implements Captures {
  readonly certain = new Set<number>();
  readonly forgotten = new Set<number>();
  readonly #above = new Map<number, readonly Step[]>();

  /** `above`: from the root down. */
  visit(node: PatternNode, above: readonly Step[]): void {
    if (node.is === 'group' && node.number !== undefined) this.#meet(node.number, above);
    if (node.is === 'back-reference') this.#check(node.group, above);
    for (const part of partsOf(node)) {
      const step = stepInto(node);
      this.visit(part, step ? [...above, step] : above);
    }
  }

  #meet(group: number, above: readonly Step[]): void {
    this.#above.set(group, above);
    if (!above.some((step) => step.optional)) this.certain.add(group);
    const repeated = above.findIndex((step) => step.repeats);
    const skipped = repeated >= 0 && above.slice(repeated + 1).some((step) => step.optional);
    if (skipped || above.some((step) => step.undone)) this.forgotten.add(group);
  }

  #check(group: number, above: readonly Step[]): void {
    const known = this.#above.get(group)?.every((step) => !step.optional || above.includes(step));
    if (!known) throw notTranslated(`\\${group} to a group that may not take part`);
  }
}

/** A new one for each option of a choice: what one option has found is nothing to another. */
function stepInto(node: PatternNode): Step | undefined {
  if (node.is === 'repeat') return repetition(node);
  if (node.is === 'choice' || (node.is === 'look' && node.negated)) return { ...OPTION };
  return undefined;
}

function repetition({ min, max, body }: Repeat): Step {
  return { optional: min === 0, repeats: max > 1, undone: max > min && canBeEmpty(body) };
}
