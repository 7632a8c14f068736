import { agentWords, type ConsoleStory, type StoryCall } from '../../analysis/callers/index.ts';
import { plural, visible } from '../../base/text/index.ts';
import { hangText, type Output } from '../terminal/index.ts';
import { placesOf } from './console-places.ts';
import { type Step, stepsOf } from './console-steps.ts';
import { originWords, principalWords, timeWords } from './people-words.ts';

/** Cells of a line's label: `regions`, or the time of a step. */
const LABEL = 9;

export interface StoryStyle {
  /** Changes alone, without what was opened. */
  readonly isBrief: boolean;
  readonly out: Output;
}

/** One story: its head, then what happened in the order of time. */
export function storyText(told: ConsoleStory, { isBrief, out }: StoryStyle): string {
  const first = told.story.calls[0]?.at ?? 0;
  const lines = [
    out.colors.bold(`${timeWords(first).slice(0, 10)}  ${principalWords(told.person)}`),
    ...headLines(told, out),
    ...stepsOf(told, isBrief, out).map((step) => stepText(step, first, out)),
    ...(isBrief ? [] : footLines(told, out)),
  ];
  return `${lines.join('\n')}\n\n`;
}

function headLines(told: ConsoleStory, { colors, width }: Output): readonly string[] {
  const { person, chain } = told;
  const { addresses, userAgents, regions } = placesOf(told);
  const roles = chain.hops.map(({ principalArn }) => roleWords(principalArn, person)).reverse();
  const agents = [...new Set(userAgents.map(agentWords))];
  const from = [addresses, agents].map((some) => some.join(', ')).filter((some) => some !== '');
  const rows: readonly (readonly [label: string, value: string])[] = [
    ['through', roles.join(' → ')],
    ['how', chain.end + factorWords(told)],
    ['from', from.join(' with ') || 'AWS itself: the console does not tell for whom'],
    ['regions', regions.join(', ')],
    ['story', hasOpen(told) ? told.id : ''],
  ];
  return rows
    .filter(([, value]) => value !== '')
    .map(([label, value]) => {
      return `  ${colors.dim(label.padEnd(LABEL))}${hangText(visible(value), width, LABEL + 2)}`;
    });
}

/** Only such a story may be accepted. */
function hasOpen({ changes }: ConsoleStory): boolean {
  return changes.some(({ later }) => later.state === 'open' || later.state === 'accepted');
}

/** Of who has a password at AWS itself; elsewhere another provider asks for the second factor. */
function factorWords(told: ConsoleStory): string {
  const { mfa } = placesOf(told);
  if (mfa === undefined || told.chain.end.includes('MFA')) return '';
  const isOwn = /:user\/|:root$/.test(told.story.calls[0]?.credentials.arn ?? '');
  if (mfa) return '; with MFA';
  return isOwn ? '; without MFA' : '';
}

/** A permission set by its own name; who acts through it stands above. */
function roleWords(arn: string | undefined, person: string): string {
  const words = principalWords(arn).replace(/^AWSReservedSSO_(.+?)_[0-9a-f]{16}\b/, '$1');
  const session = ` as ${visible(person)}`;
  return words.endsWith(session) ? words.slice(0, -session.length) : words;
}

function stepText(step: Step, first: number, { colors, width }: Output): string {
  const { at, mark, words, isBold = false, fate } = step;
  const clock = clockOf(at, first);
  const indent = clock.length + 5;
  const text = hangText(words, width, indent);
  const line = `  ${colors.dim(clock)} ${mark} ${isBold ? colors.bold(text) : text}`;
  if (fate === undefined) return line;
  return `${line}\n${' '.repeat(indent)}${colors.green(hangText(fate, width, indent))}`;
}

function footLines({ story }: ConsoleStory, { colors, width }: Output): readonly string[] {
  const { polls, tools } = story;
  const [tool] = tools;
  return [
    ...(tool ? [`  ${colors.yellow(hangText(toolWords(tool, tools.length), width, 2))}`] : []),
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
