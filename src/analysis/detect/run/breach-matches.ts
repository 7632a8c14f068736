import type { Engine } from '../../../query/engine/index.ts';
import { type Breach, breaches, type Contracts } from '../../callers/index.ts';
import type { Match } from '../match/match.ts';
import { BREACH } from '../rules/contract-rule.ts';
import { eventsNamed } from './events-named.ts';

/** What was outside of the contracts, each once and at its first event: however often it is found, it has one key. */
export async function breachMatches(
  rule: { readonly id: string; readonly fields: readonly string[] },
  contracts: Contracts,
  engine: Engine,
  signal?: AbortSignal,
): Promise<readonly Match[]> {
  const found = await breaches(engine, contracts, {});
  const ids = found.flatMap(({ first }) => first.eventId ?? []);
  const events = await eventsNamed(rule, ids, engine, signal);
  const byId = new Map(events.map(({ event }) => [event.eventId, event]));
  return found.flatMap((breach) => {
    const event = byId.get(breach.first.eventId ?? '');
    if (!event) return [];
    const fields = { ...event.fields, [BREACH]: wordsOf(breach) };
    return [{ rule: rule.id, event: { ...event, key: `breach/${breach.id}`, fields } }];
  });
}

function wordsOf({ system, dimension, value }: Breach): string {
  return `${system}: ${dimension} ${value}`;
}
