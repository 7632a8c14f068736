import {
  type AcceptanceLog,
  acceptedChanges,
  addAcceptance,
  type ConsoleStory,
  readAcceptances,
} from '../../analysis/callers/index.ts';
import { AppError } from '../../base/errors/index.ts';
import { plural, visible } from '../../base/text/index.ts';
import { renderTable } from '../terminal/index.ts';
import { isoOf } from './chain-json.ts';
import { tellStories } from './console.ts';
import { type Context, printJson } from './context.ts';
import { timeWords } from './people-words.ts';

interface AcceptFlags {
  readonly reason: string;
  readonly owner: string;
  readonly json?: boolean;
}

/** `trailglass console accept STORY`: somebody answers for the open changes of a story as they are now. */
export async function runConsoleAccept(
  id: string,
  { reason, owner, json }: AcceptFlags,
  context: Context,
): Promise<void> {
  const { effects } = context;
  const story = (await tellStories({}, context)).find((one) => one.id === id);
  const events = openChanges(story, id);
  const said = { story: id, by: effects.user(), at: effects.now() };
  const acceptance = { is: 'accepted', ...said, events, reason, owner } as const;
  addAcceptance(context.config().config.home, acceptance);
  if (json) return printJson(context, lineJson(acceptance));
  await context.terminal.out.write(`${plural(events.length, 'change')} of story ${id} accepted.\n`);
}

function openChanges(story: ConsoleStory | undefined, id: string): readonly string[] {
  if (!story) {
    throw new AppError('TG_CLI_USAGE', `No story is called "${visible(id)}".`, {
      hint: '`trailglass console --changes` shows the stories with their names.',
    });
  }
  const open = story.changes.filter(({ later }) => later.state === 'open');
  if (open.length > 0) return open.map(({ call }) => call.eventId);
  throw new AppError('TG_CLI_USAGE', `Story ${id} has no open change.`);
}

/** `trailglass console reopen STORY`: takes acceptances of a story back. */
export async function runConsoleReopen(
  id: string,
  { json }: { readonly json?: boolean },
  context: Context,
): Promise<void> {
  const { effects } = context;
  const { home } = context.config().config;
  const accepted = [...acceptedChanges(readAcceptances(home)).values()];
  if (!accepted.some(({ story }) => story === id)) {
    throw new AppError('TG_CLI_USAGE', `No change of a story "${visible(id)}" is accepted.`, {
      hint: '`trailglass console accepted` lists what is.',
    });
  }
  const said = { is: 'reopened', story: id, by: effects.user(), at: effects.now() } as const;
  addAcceptance(home, said);
  if (json) return printJson(context, lineJson(said));
  await context.terminal.out.write(`Story ${id} is open again.\n`);
}

/** `trailglass console accepted`: all that was ever accepted and reopened. */
export async function runConsoleAccepted(
  { json }: { readonly json?: boolean },
  context: Context,
): Promise<void> {
  const log = readAcceptances(context.config().config.home);
  if (json) return printJson(context, log.map(lineJson));
  const { out, err } = context.terminal;
  if (log.length === 0) {
    await err.write('Nothing was accepted yet.\n');
    return;
  }
  const columns = ['at', 'story', 'what', 'changes', 'by', 'owner', 'reason'].map(
    (name) => ({ name, align: name === 'changes' ? 'right' : 'left' }) as const,
  );
  await out.write(renderTable(columns, log.map(lineRow), out));
}

type Line = AcceptanceLog[number];

function lineRow(line: Line): readonly string[] {
  const { at, story, is, by } = line;
  const head = [timeWords(at * 1000), story, is];
  if (line.is === 'reopened') return [...head, '', by, '', ''];
  return [...head, String(line.events.length), by, line.owner, line.reason];
}

function lineJson({ is, at, ...line }: Line) {
  return { what: is, at: isoOf(at * 1000), ...line };
}
