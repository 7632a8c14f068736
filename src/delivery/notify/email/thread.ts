/** Headers that make one thread of the messages of an alert (RFC 5322, 3.6.4). */
export interface ThreadHeaders {
  /** The same on every try. */
  readonly messageId: string;
  readonly inReplyTo?: string;
  readonly references?: string;
}

/** `first`: the Message-ID of the alert's first mail, where this is not it. */
export function threadHeaders(id: string, from: string, first: string | undefined): ThreadHeaders {
  const messageId = `<${localPart(id)}@${from.split('@').at(-1)}>`;
  if (first === undefined || first === messageId) return { messageId };
  return { messageId, inReplyTo: first, references: first };
}

function localPart(id: string): string {
  return id.replace(/[^A-Za-z0-9_-]+/g, '.').slice(0, 200);
}
