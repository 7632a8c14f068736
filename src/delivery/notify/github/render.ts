import { clean, cutUnits } from '../clean.ts';
import { type Letter, letterOf } from '../letter.ts';
import { markOf } from '../marker.ts';
import type { Notice } from '../notice.ts';
import { fitted } from '../shape.ts';
import { codeSpan } from './escape.ts';

/** GitHub takes 65,536 characters. */
const LIMIT = 30_000;
const TITLE = 200;

export interface Issue {
  readonly title: string;
  readonly body: string;
}

/** An issue, or with its body alone a comment. */
export function render(notice: Notice, short: boolean): Issue {
  return fitted({
    render: (shape) => issueOf(letterOf(notice, shape)),
    sizeOf: ({ body }) => body.length,
    limit: LIMIT,
    short,
  });
}

/** What an alert's issue begins with. */
export function alertMark(thread: string): string {
  return `<!-- trailglass alert ${markOf(thread)} -->`;
}

/** What every message has in it. */
export function messageMark(id: string): string {
  return `<!-- trailglass message ${markOf(id)} -->`;
}

function issueOf(letter: Letter): Issue {
  const { id, thread, headline, lead, facts, lines, credits } = letter;
  const body = [
    alertMark(thread),
    messageMark(id),
    '',
    codeSpan(lead),
    '',
    ...facts.map(({ name, value }) => `- ${codeSpan(name)} ${codeSpan(value)}`),
    '',
    ...lines.map((line) => `1. ${codeSpan(line)}`),
    '',
    ...credits.map(({ text, link }) => `${codeSpan(text)}${linkTo(link)}`),
    '',
  ];
  return { title: clean(cutUnits(headline, TITLE)), body: body.join('\n') };
}

function linkTo(link: string | undefined): string {
  return link === undefined ? '' : ` [about the rule](<${link}>)`;
}
