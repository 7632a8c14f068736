import { type Letter, letterOf } from '../letter.ts';
import type { Notice } from '../notice.ts';
import { fitted, jsonBytes } from '../shape.ts';
import { escapeBraces } from './escape.ts';

/** A message may have 28 KB after Microsoft has wrapped it, and 24 KB of ours were too many. */
const LIMIT = 18_000;

/** Shown as it is: Markdown is live in text blocks, not in runs of text. */
interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly size?: 'Medium';
}

export interface TeamsMessage {
  readonly type: 'message';
  readonly attachments: readonly {
    readonly contentType: 'application/vnd.microsoft.card.adaptive';
    readonly contentUrl: null;
    readonly content: object;
  }[];
}

export function render(notice: Notice, short: boolean): TeamsMessage {
  return fitted({
    render: (shape) => messageOf(letterOf(notice, shape)),
    sizeOf: jsonBytes,
    limit: LIMIT,
    short,
  });
}

function messageOf(letter: Letter): TeamsMessage {
  const content = {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.4',
    msteams: { width: 'Full' },
    body: [
      paragraph([{ ...run(letter.headline), weight: 'Bolder', size: 'Medium' }]),
      paragraph([run(letter.lead)]),
      ...letter.facts.map(({ name, value }) =>
        paragraph([{ ...run(`${name}: `), weight: 'Bolder' }, run(value)]),
      ),
      ...letter.lines.map((line) => paragraph([run(line)])),
      ...letter.credits.map(({ text, link }) =>
        paragraph([run(link === undefined ? text : `${text}, ${link}`)]),
      ),
    ],
    actions: letter.credits.flatMap(({ link }) => linkAction(link)).slice(0, 1),
  };
  return {
    type: 'message',
    attachments: [
      { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content },
    ],
  };
}

const run = (text: string): TextRun => ({ type: 'TextRun', text: escapeBraces(text) });

const paragraph = (inlines: readonly TextRun[]) => ({
  type: 'RichTextBlock',
  spacing: 'Small',
  inlines,
});

function linkAction(url: string | undefined) {
  return url === undefined ? [] : [{ type: 'Action.OpenUrl', title: 'About the rule', url }];
}
