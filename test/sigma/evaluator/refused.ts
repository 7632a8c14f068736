/** A rule that the specification, or a decision of ours, does not let in; the message says why. */
export class RefusedRule extends Error {
  override readonly name = 'RefusedRule';
}

/** For expressions: `value ?? refuse('…')`. */
export function refuse(reason: string): never {
  throw new RefusedRule(reason);
}
