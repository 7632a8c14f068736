import { clean } from '../clean.ts';
import { escapeHtml } from '../html.ts';
import { type Letter, letterOf } from '../letter.ts';
import type { Notice } from '../notice.ts';
import { fitted } from '../shape.ts';

/** Bytes of text and HTML together; no mail server refuses so little. */
const LIMIT = 100_000;
const SUBJECT = 200;

export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export function render(notice: Notice, short: boolean): Mail {
  return fitted({
    render: (shape) => mailOf(letterOf(notice, shape)),
    sizeOf: ({ text, html }) => Buffer.byteLength(text) + Buffer.byteLength(html),
    limit: LIMIT,
    short,
  });
}

function mailOf(letter: Letter): Mail {
  // The subject stays the same over the steps: programs that ignore headers thread by it.
  return { subject: clean(letter.headline, SUBJECT), text: textOf(letter), html: htmlOf(letter) };
}

function textOf({ headline, lead, facts, lines, credits }: Letter): string {
  return [
    headline,
    lead,
    '',
    ...facts.map(({ name, value }) => `${name}: ${value}`),
    '',
    ...lines.map((line) => `- ${line}`),
    '',
    ...credits.map(({ text, link }) => (link === undefined ? text : `${text}, ${link}`)),
    '',
  ].join('\n');
}

/** Nothing in it is fetched from anywhere. */
function htmlOf({ headline, lead, facts, lines, credits }: Letter): string {
  const rows = facts.map(
    ({ name, value }) =>
      `<tr><th align="left">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  const items = lines.map((line) => `<li>${escapeHtml(line)}</li>`);
  const rules = credits.map(({ text, link }) => `<p>${escapeHtml(text)}${anchor(link)}</p>`);
  return [
    '<!doctype html><html><body>',
    `<h2>${escapeHtml(headline)}</h2>`,
    `<p>${escapeHtml(lead)}</p>`,
    rows.length === 0 ? '' : `<table>${rows.join('\n')}</table>`,
    items.length === 0 ? '' : `<ul>${items.join('\n')}</ul>`,
    ...rules,
    '</body></html>',
  ].join('\n');
}

function anchor(link: string | undefined): string {
  return link === undefined ? '' : ` <a href="${escapeHtml(link)}">about the rule</a>`;
}
