/** What a sink can do, declared by itself: nobody else asks which one it is. */
export interface Capabilities {
  /** Updates reach the first message of the alert: a reply, a comment, the same thread of mail. */
  readonly threads: boolean;
  /** The first message is changed with the state. */
  readonly edits: boolean;
  /** The other side has states of its own, which follow those of the alert. */
  readonly states: boolean;
  /** Whether anything is sent after the first message of an alert. */
  readonly updates: boolean;
  /** People read it: they are told here when another sink does not work. */
  readonly people: boolean;
  /** Least time between two messages, milliseconds. */
  readonly pace: number;
  /** Least time before a message that failed is sent again, milliseconds; 0: soon, and then ever later. */
  readonly patience: number;
}

/** Of a sink that says nothing more: it is told of each step, on its own, as fast as it takes them. */
export const PLAIN: Capabilities = {
  threads: false,
  edits: false,
  states: false,
  updates: true,
  people: false,
  pace: 0,
  patience: 0,
};
