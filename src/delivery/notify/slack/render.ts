import { cutUnits } from '../clean.ts';
import { type Letter, letterOf } from '../letter.ts';
import type { Notice } from '../notice.ts';
import { fitted } from '../shape.ts';
import { escapeMrkdwn } from './escape.ts';

/** Blocks above about 13,200 characters in all are refused; we stay well below. */
const LIMIT = 10_000;
const FALLBACK = 300;

/** One piece of rich text: shown as it is, whatever stands in it. */
type Piece =
  | { readonly type: 'text'; readonly text: string; readonly style?: { readonly bold: true } }
  | { readonly type: 'link'; readonly url: string; readonly text: string };

interface Section {
  readonly type: 'rich_text_section';
  readonly elements: readonly Piece[];
}

export interface SlackMessage {
  /** What notices on a phone show. */
  readonly text: string;
  readonly blocks: readonly {
    readonly type: 'rich_text';
    readonly elements: readonly (
      | Section
      | {
          readonly type: 'rich_text_list';
          readonly style: 'bullet';
          readonly elements: readonly Section[];
        }
    )[];
  }[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

export function render(notice: Notice, short: boolean): SlackMessage {
  return fitted({
    render: (shape) => messageOf(letterOf(notice, shape)),
    sizeOf: ({ blocks }) => JSON.stringify(blocks).length,
    limit: LIMIT,
    short,
  });
}

function messageOf(letter: Letter): SlackMessage {
  const { headline, lead, lines, state } = letter;
  const list = { type: 'rich_text_list', style: 'bullet', elements: lines.map(lineOf) } as const;
  const elements = [
    section([bold(`${MARKS[state]}${headline}\n`), plain(lead)]),
    ...(letter.facts.length > 0 ? [section(factPieces(letter))] : []),
    ...(lines.length > 0 ? [list] : []),
    ...(letter.credits.length > 0 ? [section(creditPieces(letter))] : []),
  ];
  return {
    text: escapeMrkdwn(cutUnits(`${headline}. ${lead}`, FALLBACK)),
    blocks: [{ type: 'rich_text', elements }],
    unfurl_links: false,
    unfurl_media: false,
  };
}

const MARKS: Readonly<Record<Letter['state'], string>> = {
  open: '',
  acknowledged: 'Acknowledged: ',
  closed: 'Closed: ',
  snoozed: 'Snoozed: ',
};

const section = (elements: readonly Piece[]): Section => ({ type: 'rich_text_section', elements });
const plain = (text: string): Piece => ({ type: 'text', text });
const bold = (text: string): Piece => ({ type: 'text', text, style: { bold: true } });
const lineOf = (line: string): Section => section([plain(line)]);

function factPieces({ facts }: Letter): readonly Piece[] {
  return facts.flatMap(({ name, value }) => [plain('\n'), bold(`${name}: `), plain(value)]);
}

function creditPieces({ credits }: Letter): readonly Piece[] {
  return credits.flatMap(({ text, link }): readonly Piece[] => {
    const target = link === undefined ? [] : [plain(' '), linkTo(link)];
    return [plain(`\n${text}`), ...target];
  });
}

const linkTo = (url: string): Piece => ({ type: 'link', url, text: 'about the rule' });
