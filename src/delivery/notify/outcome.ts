/** What came of a try. Reasons are for the operator: they hold no secret and nothing that the other side said. */
export type Outcome =
  | { readonly is: 'done'; readonly memo?: string }
  /** Once more later; `after` in milliseconds where the other side named it. */
  | {
      readonly is: 'retry';
      readonly reason: string;
      readonly after?: number;
      /** The operator is told at once: it will not mend itself. */
      readonly tell?: boolean;
    }
  /** No message can be sent until somebody mends it: the sink pauses, its queue is kept. */
  | { readonly is: 'broken'; readonly reason: string }
  /** This message will never be taken. `answer`: the first 1 KB of what was said, for the dead letter. */
  | { readonly is: 'refused'; readonly reason: string; readonly answer: string }
  | { readonly is: 'too-large'; readonly reason: string }
  /** It was sent, and no answer came: once more with the same id. */
  | { readonly is: 'unclear'; readonly reason: string };

export type OutcomeClass = Outcome['is'];

const SAID = 1024;

/** A message that is not taken, with what the other side said of it. */
export function refused(reason: string, said: string): Outcome {
  return { is: 'refused', reason, answer: Buffer.from(said).subarray(0, SAID).toString() };
}

const TLS_WAIT = 900_000;

/** No trust in the other side: it takes somebody to mend it, and the check is never left out. */
export function untrusted(reason: string): Outcome {
  return { is: 'retry', reason, after: TLS_WAIT, tell: true };
}

/** Something was taken, and what came back cannot be read. */
export const UNREADABLE: Outcome = { is: 'unclear', reason: 'the answer could not be read' };
