import type { SettingsOf } from '../../../base/config/index.ts';
import { clean, cutUnits } from '../clean.ts';
import { type Letter, letterOf } from '../letter.ts';
import type { Notice } from '../notice.ts';
import { fitted } from '../shape.ts';
import { type AdfDocument, documentOf, linked, paragraph, plain, strong } from './adf.ts';
import { escapeWiki } from './wiki.ts';

/** More than 32,767 are refused, and use up a number of the project's issues. */
const LIMIT = 30_000;
const SUMMARY = 200;

export interface JiraText {
  readonly summary: string;
  /** Of an issue, or of a comment. */
  readonly body: AdfDocument | string;
}

export type Flavour = SettingsOf<'jira'>['flavour'];

const BODIES: Readonly<Record<Flavour, (letter: Letter) => JiraText['body']>> = {
  cloud: adfOf,
  datacenter: wikiOf,
};

export function render(notice: Notice, flavour: Flavour, short: boolean): JiraText {
  return fitted({
    render: (shape) => {
      const letter = letterOf(notice, shape);
      const summary = clean(cutUnits(letter.headline, SUMMARY));
      return { summary, body: BODIES[flavour](letter) };
    },
    sizeOf: ({ body }) => (typeof body === 'string' ? body : JSON.stringify(body)).length,
    limit: LIMIT,
    short,
  });
}

function adfOf({ id, lead, facts, lines, credits }: Letter): AdfDocument {
  return documentOf([
    paragraph(strong(lead)),
    ...facts.map(({ name, value }) => paragraph(strong(`${name}: `), plain(value))),
    ...lines.map((line) => paragraph(plain(line))),
    ...credits.map(({ text, link }) =>
      link === undefined
        ? paragraph(plain(text))
        : paragraph(plain(`${text} `), linked('about the rule', link)),
    ),
    paragraph(plain(referenceOf(id))),
  ]);
}

function wikiOf({ id, lead, facts, lines, credits }: Letter): string {
  return [
    escapeWiki(lead),
    ...facts.map(({ name, value }) => `${escapeWiki(name)}: ${escapeWiki(value)}`),
    ...lines.map(escapeWiki),
    ...credits.map(({ text, link }) => `${escapeWiki(text)} ${escapeWiki(link ?? '')}`.trimEnd()),
    escapeWiki(referenceOf(id)),
  ].join('\n\n');
}

/** Stands in every text, so that one that arrived can be found. */
export function referenceOf(id: string): string {
  return `Trailglass message ${clean(id)}`;
}
