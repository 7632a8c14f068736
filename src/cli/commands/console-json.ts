import {
  type Acceptance,
  type ConsoleStory,
  changeWords,
  resourceOf,
  type StoryCall,
  type ToldChange,
} from '../../analysis/callers/index.ts';
import { chainJson, isoOf } from './chain-json.ts';
import { placesOf } from './console-places.ts';

/** What `--json` says of a story. */
export function storyJson(told: ConsoleStory) {
  const { id, person, chain, story, changes, undone } = told;
  const { calls, visits, refusals, polls, tools } = story;
  const [first, last] = [calls[0], calls.at(-1)];
  return {
    ...{ id, person },
    arn: first?.credentials.arn,
    began: isoOf(first?.credentials.createdAt),
    first: isoOf(first?.at),
    last: isoOf(last?.at),
    ...placesOf(told),
    chain: chainJson(chain),
    calls: calls.length,
    changes: changes.map(changeJson),
    undone: undone.map(({ call, of }) => ({ ...callJson(call), of: of.eventId })),
    opened: visits.map(({ source, isTyped, at, until, calls: reads, names }) => ({
      ...{ service: source, typed: isTyped, from: isoOf(at), to: isoOf(until) },
      ...{ calls: reads, events: names },
    })),
    refused: refusals.map(({ first: call, calls: times }) => ({
      ...callJson(call),
      error: call.errorCode,
      calls: times,
    })),
    tools: tools.map(callJson),
    polls,
  };
}

function changeJson({ call, later }: ToldChange) {
  return { ...callJson(call), what: changeWords(call), later: laterJson(later) };
}

function laterJson(later: ToldChange['later']) {
  const { state } = later;
  switch (state) {
    case 'open':
      return { state };
    case 'accepted':
      return { state, ...acceptanceJson(later.acceptance) };
    default:
      return { state, ...callJson(later.by), actor: later.by.actor, system: later.by.system };
  }
}

/** What `--json` says of an acceptance, without the changes that it is for. */
export function acceptanceJson({ at, by, owner, reason }: Acceptance) {
  return { at: isoOf(at * 1000), by, owner, reason };
}

function callJson(call: StoryCall) {
  return {
    eventId: call.eventId,
    at: isoOf(call.at),
    service: call.source,
    event: call.name,
    account: call.account,
    region: call.region,
    resource: resourceOf(call)?.value,
  };
}
