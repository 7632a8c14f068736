import type { SessionRow } from '../../../lake/catalog/index.ts';
import { textLiteral } from '../../../query/sql/index.ts';
import { type Asking, ask } from '../answers.ts';
import { builtInRules } from '../built-in.ts';
import { type Chain, Chains } from '../chain.ts';
import { chainEvidence } from '../chain-evidence.ts';
import type { Acceptance } from './acceptances.ts';
import { callOf, STORY_COLUMNS, type StoryCall } from './console-call.ts';
import { type Later, readLater } from './later.ts';
import { bySession, type Story, storyId, storyOf } from './story.ts';

/** Which stories are wanted. */
export interface StoryFilter {
  /** Milliseconds, half-open. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly account?: string | undefined;
  /** Part of a person's name, as the chain or the ARN has it. */
  readonly person?: string | undefined;
}

/** One console session: who, through which chain, what, and what became of it. */
export interface ConsoleStory {
  /** The same in every run, also when more of the session is known: 16 hex digits. */
  readonly id: string;
  readonly person: string;
  readonly chain: Chain;
  readonly story: Story;
  readonly changes: readonly ToldChange[];
  /** Changes that take an earlier one back: told with that. */
  readonly undone: readonly Undoing[];
}

export interface ToldChange {
  readonly call: StoryCall;
  readonly later: Later;
}

export interface Undoing {
  readonly call: StoryCall;
  readonly of: StoryCall;
}

/** The stories of the console, in the order in which they began. */
export async function readStories(
  filter: StoryFilter,
  sessions: readonly SessionRow[],
  asking: Asking,
): Promise<readonly ConsoleStory[]> {
  const calls: StoryCall[] = [];
  for await (const row of ask(consoleSql(filter), asking)) calls.push(callOf(row));
  const chains = new Chains(sessions, await chainEvidence(asking));
  const told = bySession(calls)
    .map((some) => ({ story: storyOf(some), chain: chains.ofCall(some[0]?.credentials ?? {}) }))
    .filter((one) => isWanted(one, filter.person));
  const changes = told.flatMap(({ story }) => story.changes);
  const later = await readLater(changes, codeSystems(), asking);
  const undoings = undoingsOf(changes, later);
  return told.map(({ story, chain }) => ({
    ...{ id: storyId(story), person: chain.actor, chain, story },
    changes: story.changes
      .filter(({ eventId }) => !undoings.has(eventId))
      .map((call) => ({ call, later: later.get(call.eventId) ?? { state: 'open' } })),
    undone: story.changes.flatMap((call) => {
      const of = undoings.get(call.eventId);
      return of ? [{ call, of }] : [];
    }),
  }));
}

/** The same stories; a change that came to nothing else is accepted where somebody answers for it. */
export function withAcceptances(
  stories: readonly ConsoleStory[],
  accepted: ReadonlyMap<string, Acceptance>,
): readonly ConsoleStory[] {
  const told = (change: ToldChange): ToldChange => {
    const acceptance = accepted.get(change.call.eventId);
    if (change.later.state !== 'open' || !acceptance) return change;
    return { ...change, later: { state: 'accepted', acceptance } };
  };
  return stories.map((story) => ({ ...story, changes: story.changes.map(told) }));
}

function consoleSql({ from, to, account }: StoryFilter): string {
  const time = (ms: number) => textLiteral(`${new Date(ms).toISOString().slice(0, 19)}Z`);
  const conditions = [
    `(console <> 'none' OR sessioncredentialfromconsole = 'true' AND useridentity.invokedby IS NULL)`,
    from === undefined ? '' : `eventtime >= ${time(from)}`,
    to === undefined ? '' : `eventtime < ${time(to)}`,
    account === undefined ? '' : `recipientaccountid = ${textLiteral(account)}`,
  ];
  return `SELECT ${STORY_COLUMNS} FROM calls
    WHERE ${conditions.filter((one) => one !== '').join(' AND ')} ORDER BY eventtime, eventid`;
}

/** A page that did nothing but ask by itself is no story. */
function isWanted(
  { story, chain }: { readonly story: Story; readonly chain: Chain },
  person: string | undefined,
): boolean {
  const { visits, changes, refusals, tools, calls } = story;
  if (visits.length + changes.length + refusals.length + tools.length === 0) return false;
  if (person === undefined) return true;
  const names = [chain.actor, ...calls.slice(0, 1).map(({ credentials }) => credentials.arn ?? '')];
  return names.some((name) => name.toLowerCase().includes(person.toLowerCase()));
}

function codeSystems(): ReadonlySet<string> {
  const rules = builtInRules().filter(({ category }) => category === 'infrastructure as code');
  return new Set(rules.map(({ system }) => system));
}

/** By the event that takes back: the change that it takes back. What takes back an undoing is a change again. */
function undoingsOf(
  changes: readonly StoryCall[],
  later: ReadonlyMap<string, Later>,
): ReadonlyMap<string, StoryCall> {
  const undoings = new Map<string, StoryCall>();
  for (const change of changes.toSorted((a, b) => a.at - b.at)) {
    const fate = later.get(change.eventId);
    if (undoings.has(change.eventId) || fate?.state !== 'reverted') continue;
    undoings.set(fate.by.eventId, change);
  }
  return undoings;
}
