import {
  acceptedChanges,
  type ConsoleStory,
  readAcceptances,
  readStories,
  type StoryFilter,
  withAcceptances,
} from '../../analysis/callers/index.ts';
import { plural } from '../../base/text/index.ts';
import { parseTime } from '../../base/time/index.ts';
import { storyJson } from './console-json.ts';
import { storyText } from './console-text.ts';
import { type Context, printJson } from './context.ts';
import { askLake } from './lake-asking.ts';

interface ConsoleFlags {
  readonly changes?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly account?: string;
  readonly person?: string;
  readonly json?: boolean;
}

/** `trailglass console`: what people did in the console, told by person and session. */
export async function runConsole(flags: ConsoleFlags, context: Context): Promise<void> {
  const filter = filterOf(flags, context.effects.now());
  const all = await tellStories(filter, context);
  const stories = flags.changes ? all.filter(hasChanges) : all;
  if (flags.json) return printJson(context, stories.map(storyJson));
  const { out } = context.terminal;
  for (const story of stories) {
    if (!(await out.write(storyText(story, { isBrief: flags.changes ?? false, out })))) return;
  }
  await out.write(`${out.colors.dim(closingWords(stories))}\n`);
}

/** The stories with what became of their changes, acceptances among it. */
export async function tellStories(
  filter: StoryFilter,
  context: Context,
): Promise<readonly ConsoleStory[]> {
  const accepted = acceptedChanges(readAcceptances(context.config().config.home));
  const stories = await askLake(context, ({ sessions, asking }) =>
    readStories(filter, sessions, asking),
  );
  return withAcceptances(stories, accepted);
}

function filterOf({ from, to, account, person }: ConsoleFlags, now: number): StoryFilter {
  const time = (text: string | undefined) =>
    text === undefined ? undefined : parseTime(text, now);
  return { from: time(from), to: time(to), account, person };
}

function hasChanges({ changes, undone }: ConsoleStory): boolean {
  return changes.length + undone.length > 0;
}

/** `12 stories of 6 people, 12 changes: 1 reverted, 5 codified, 2 accepted, 4 open`. */
function closingWords(stories: readonly ConsoleStory[]): string {
  if (stories.length === 0) return 'No console session matches.';
  const people = plural(new Set(stories.map(({ person }) => person)).size, 'person', 'people');
  const changes = stories.flatMap((story) => story.changes);
  const states = (['reverted', 'codified', 'accepted', 'open'] as const)
    .map((state) => [changes.filter(({ later }) => later.state === state).length, state] as const)
    .filter(([count]) => count > 0)
    .map(([count, state]) => `${count} ${state}`);
  const told = `${plural(stories.length, 'story', 'stories')} of ${people}, ${plural(changes.length, 'change')}`;
  return states.length > 0 ? `${told}: ${states.join(', ')}` : told;
}
