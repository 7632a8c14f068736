import type { DeliverEffects } from './deliver-effects.ts';
import type { Notice } from './notice.ts';
import type { Outbox } from './outbox.ts';
import { rowOf } from './queue.ts';
import type { Sink } from './sink.ts';

interface Trouble {
  /** Of the sink that does not work. */
  readonly name: string;
  readonly reason: string;
}

interface Others {
  readonly outbox: Outbox;
  readonly sinks: ReadonlyMap<string, Sink>;
}

/** Tells through one other sink that works, one that people read where there is any. */
export function tellOthers(
  { name, reason }: Trouble,
  { outbox, sinks }: Others,
  { now }: DeliverEffects,
): void {
  const others = [...sinks].filter(
    ([other]) => other !== name && outbox.counts(other).paused === null,
  );
  const [chosen] = others.toSorted(
    ([, a], [, b]) => Number(b.capabilities.people) - Number(a.capabilities.people),
  );
  if (chosen === undefined) return;
  const at = now();
  const notice: Notice = {
    is: 'trouble',
    id: `sink-${name}-${at}`,
    sink: name,
    reason,
    at: new Date(at).toISOString(),
  };
  outbox.put([rowOf(notice, chosen[0], at)]);
}
