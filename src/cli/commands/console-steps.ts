import {
  type Acceptance,
  attemptWords,
  type ConsoleStory,
  changeWords,
  pageName,
  type Refusal,
  serviceName,
  type ToldChange,
  type Visit,
} from '../../analysis/callers/index.ts';
import { formatCount, plural, visible } from '../../base/text/index.ts';
import type { Output } from '../terminal/index.ts';
import { principalWords, timeWords } from './people-words.ts';

const MOST_PAGES = 4;

/** One thing that happened: a mark of one cell, words, and what became of it. */
export interface Step {
  readonly at: number;
  readonly mark: string;
  readonly words: string;
  readonly isBold?: boolean;
  readonly fate?: string;
}

/** What happened in a story, in the order of time; briefly, what was changed. */
export function stepsOf(told: ConsoleStory, isBrief: boolean, { colors }: Output): readonly Step[] {
  const { story, changes, undone } = told;
  const hasRegions = new Set(story.calls.map(({ region }) => region)).size > 1;
  const steps: readonly Step[] = [
    ...changes.map((change) => changeStep(change, hasRegions, colors.yellow('●'))),
    ...undone.map((undoing) => undoneStep(undoing, colors.green('↶'))),
    ...(isBrief ? [] : story.visits.map(visitStep)),
    ...(isBrief ? [] : story.refusals.map((refusal) => refusalStep(refusal, colors.red('✗')))),
  ];
  return steps.toSorted((a, b) => a.at - b.at);
}

function changeStep({ call, later }: ToldChange, hasRegions: boolean, mark: string): Step {
  const where = hasRegions ? `, ${call.region}` : '';
  const open = later.state === 'open' ? ', open' : '';
  const words = visible(`${changeWords(call)}${where}${open}`);
  return { at: call.at, mark, words, isBold: true, ...fateOf(later) };
}

function fateOf(later: ToldChange['later']): Pick<Step, 'fate'> {
  if (later.state === 'open') return {};
  if (later.state === 'accepted') return { fate: acceptedWords(later.acceptance) };
  const { by, state } = later;
  const who = state === 'codified' ? visible(by.system) : principalWords(by.actor);
  return { fate: `${state} at ${timeWords(by.at)} by ${who} (${visible(by.name)})` };
}

function acceptedWords({ at, by, owner, reason }: Acceptance): string {
  return visible(`accepted at ${timeWords(at * 1000)} by ${by} for ${owner}: ${reason}`);
}

function undoneStep({ call, of }: ConsoleStory['undone'][number], mark: string): Step {
  const whose = `what ${principalWords(of.actor)} did at ${timeWords(of.at)}`;
  return { at: call.at, mark, words: `took back ${whose}: ${visible(changeWords(call))}` };
}

function visitStep({ source, isTyped, at, calls, names }: Visit): Step {
  const pages = [...new Set(isTyped ? names : names.map(pageName))];
  const more = pages.length - MOST_PAGES;
  const shown = pages.slice(0, MOST_PAGES).join(', ') + (more > 0 ? ` and ${more} more` : '');
  const verb = isTyped ? 'asked in CloudShell' : 'opened';
  const count = calls > 1 ? ` (${plural(calls, 'call')})` : '';
  return { at, mark: ' ', words: visible(`${verb} ${serviceName(source)} > ${shown}${count}`) };
}

function refusalStep({ first, calls }: Refusal, mark: string): Step {
  const times = calls > 1 ? ` ${formatCount(calls)} times` : '';
  const words = `tried ${attemptWords(first)}${times}: ${first.errorCode ?? 'it failed'}`;
  return { at: first.at, mark, words: visible(words) };
}
