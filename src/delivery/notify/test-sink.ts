import type { Notice } from './notice.ts';
import type { Outcome, OutcomeClass } from './outcome.ts';
import type { Sink } from './sink.ts';

/** What came of a test. Of what the other side said, no more than its status: it may be a page of somebody's network. */
export interface SinkTest {
  readonly sink: string;
  readonly outcome: OutcomeClass;
  /** Absent when it arrived. */
  readonly reason?: string;
}

interface Testing {
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/**
 * Sends a harmless message. Where the other side holds alerts, a second one closes it again, so that nobody is called
 * out of bed for long.
 */
export async function testSink(
  name: string,
  sink: Sink,
  { now, signal }: Testing,
): Promise<SinkTest> {
  const at = now();
  const test = { is: 'test', id: `test-${at}`, at: new Date(at).toISOString() } as const;
  const order = { again: false, short: false, since: at, signal };
  const first = await sink.send({ ...test, state: 'open' }, order);
  if (first.is !== 'done' || !sink.capabilities.states) return told(name, first);
  const memo = first.memo === undefined ? {} : { memo: first.memo };
  const closed: Notice = { ...test, state: 'closed' };
  return told(name, await sink.send(closed, { ...order, ...memo }));
}

function told(sink: string, outcome: Outcome): SinkTest {
  if (outcome.is === 'done') return { sink, outcome: outcome.is };
  return { sink, outcome: outcome.is, reason: outcome.reason };
}
