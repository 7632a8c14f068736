import {
  agentWords,
  attemptWords,
  type ConsoleStory,
  changeWords,
  pageName,
  type Refusal,
  type StoryCall,
  serviceName,
  type ToldChange,
  type Visit,
} from '../../analysis/callers/index.ts';
import { formatCount, plural, visible } from '../../base/text/index.ts';
import type { Output } from '../terminal/index.ts';
import { placesOf } from './console-places.ts';
import { originWords, principalWords, timeWords } from './people-words.ts';

const MOST_PAGES = 4;
/** What stands before the words of a line: its time and a mark. */
const LABEL = 9;

export interface StoryStyle {
  /** Changes alone, without what was opened. */
  readonly isBrief: boolean;
  readonly out: Output;
}

interface Line {
  readonly at: number;
  readonly text: string;
}

/** One story: its head, then what happened in the order of time. */
export function storyText(told: ConsoleStory, { isBrief, out }: StoryStyle): string {
  const { story, changes, undone } = told;
  const { regions } = placesOf(told);
  const lines: Line[] = [
    ...changes.map((change) => changeLine(change, regions.length > 1, out)),
    ...undone.map((undoing) => undoneLine(undoing, out)),
    ...(isBrief ? [] : story.visits.map(visitLine)),
    ...(isBrief ? [] : story.refusals.map((refusal) => refusalLine(refusal, out))),
  ];
  const first = story.calls[0]?.at ?? 0;
  const steps = lines
    .sort((a, b) => a.at - b.at)
    .map(({ at, text }) => `  ${out.colors.dim(clockOf(at, first))} ${text}`);
  const foot = isBrief ? [] : footLines(told, out);
  return `${[...headLines(told, out), ...steps, ...foot].join('\n')}\n\n`;
}

function headLines(told: ConsoleStory, { colors }: Output): readonly string[] {
  const { person, chain, story } = told;
  const { mfa, addresses, userAgents, regions } = placesOf(told);
  const roles = chain.hops.map(({ principalArn }) => roleWords(principalArn, person)).reverse();
  const factor = mfa === true && !chain.end.includes('MFA') ? '; with MFA' : '';
  const agents = [...new Set(userAgents.map(agentWords))];
  const from = [addresses, agents].map((some) => some.join(', ')).filter((some) => some !== '');
  const rows: readonly (readonly [label: string, value: string])[] = [
    ['through', roles.join(' → ')],
    ['how', chain.end + factor],
    ['from', from.join(' with ') || 'AWS itself: the console does not tell for whom'],
    ['regions', regions.join(', ')],
  ];
  return [
    colors.bold(`${timeWords(story.calls[0]?.at).slice(0, 10)}  ${principalWords(person)}`),
    ...rows
      .filter(([, value]) => value !== '')
      .map(([label, value]) => `  ${colors.dim(label.padEnd(LABEL))}${visible(value)}`),
  ];
}

/** A permission set by its own name; who acts through it stands above. */
function roleWords(arn: string | undefined, person: string): string {
  const words = principalWords(arn).replace(/^AWSReservedSSO_(.+?)_[0-9a-f]{16}\b/, '$1');
  const session = ` as ${visible(person)}`;
  return words.endsWith(session) ? words.slice(0, -session.length) : words;
}

function changeLine({ call, later }: ToldChange, hasRegions: boolean, out: Output): Line {
  const { colors } = out;
  const where = hasRegions ? `, ${call.region}` : '';
  const words = `${colors.yellow('●')} ${colors.bold(visible(changeWords(call)))}${where}`;
  if (later.state === 'open') return { at: call.at, text: `${words}, ${colors.yellow('open')}` };
  const { by, state } = later;
  const who = state === 'codified' ? by.system : by.actor;
  const fate = `${state} at ${timeWords(by.at)} by ${principalWords(who)} (${by.name})`;
  return { at: call.at, text: `${words}\n${' '.repeat(LABEL + 4)}${colors.green(fate)}` };
}

function undoneLine({ call, of }: ConsoleStory['undone'][number], { colors }: Output): Line {
  const whose = `what ${principalWords(of.actor)} did at ${timeWords(of.at)}`;
  const words = `took back ${whose}: ${visible(changeWords(call))}`;
  return { at: call.at, text: `${colors.green('↶')} ${words}` };
}

function visitLine({ source, isTyped, at, calls, names }: Visit): Line {
  const pages = [...new Set(isTyped ? names : names.map(pageName))];
  const more = pages.length - MOST_PAGES;
  const shown = pages.slice(0, MOST_PAGES).join(', ') + (more > 0 ? ` and ${more} more` : '');
  const count = calls > 1 ? ` (${plural(calls, 'call')})` : '';
  return {
    at,
    text: `  ${isTyped ? 'asked in CloudShell' : 'opened'} ${visible(`${serviceName(source)} > ${shown}`)}${count}`,
  };
}

function refusalLine({ first, calls }: Refusal, { colors }: Output): Line {
  const times = calls > 1 ? ` ${formatCount(calls)} times` : '';
  const words = `tried ${visible(attemptWords(first))}${times}: ${visible(first.errorCode ?? 'it failed')}`;
  return { at: first.at, text: `${colors.red('✗')} ${words}` };
}

function footLines({ story }: ConsoleStory, { colors }: Output): readonly string[] {
  const { polls, tools } = story;
  const [tool] = tools;
  return [
    ...(tool ? [`  ${colors.yellow(toolWords(tool, tools.length))}`] : []),
    ...(polls > 0
      ? [`  ${colors.dim(`and ${plural(polls, 'call')} that the console made by itself`)}`]
      : []),
  ];
}

/** Whoever takes the console's credentials into a tool is worth a look. */
function toolWords({ address, userAgent }: StoryCall, count: number): string {
  return `The session's credentials were used outside the console: ${plural(count, 'call')} ${originWords(address, userAgent)}`;
}

/** The time of a line; with its day where the story has gone on into another. */
function clockOf(micros: number, first: number): string {
  const words = timeWords(micros);
  return words.slice(0, 10) === timeWords(first).slice(0, 10) ? words.slice(11) : words;
}
