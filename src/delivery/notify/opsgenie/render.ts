import type { Level } from '../../../analysis/detect/index.ts';
import { cutUnits } from '../clean.ts';
import { escapeHtml } from '../html.ts';
import { type Letter, letterOf } from '../letter.ts';
import type { Notice } from '../notice.ts';
import { fitted } from '../shape.ts';

const MESSAGE = 130;
const DESCRIPTION = 15_000;
const ALIAS = 512;

const PRIORITIES: Readonly<Record<Level, string>> = {
  critical: 'P1',
  high: 'P2',
  medium: 'P3',
  low: 'P4',
  informational: 'P5',
};

export interface OpsgenieAlert {
  readonly message: string;
  /** At most one open alert has it. */
  readonly alias: string;
  readonly description: string;
  readonly priority: string;
  readonly source: 'trailglass';
  readonly tags: readonly string[];
}

/** HTML is live in the texts of an alert. */
export function render(notice: Notice, short: boolean): OpsgenieAlert {
  return fitted({
    render: (shape) => alertOf(letterOf(notice, shape)),
    sizeOf: ({ description }) => description.length,
    limit: DESCRIPTION,
    short,
  });
}

/** What is said with an acknowledgement or a close. */
export function noteOf({ description }: OpsgenieAlert): string {
  return description.split('\n')[0] ?? '';
}

function aliasOf(thread: string): string {
  return cutUnits(thread, ALIAS);
}

function alertOf({
  headline,
  lead,
  facts,
  lines,
  credits,
  thread,
  severity,
}: Letter): OpsgenieAlert {
  const texts = [
    lead,
    ...facts.map(({ name, value }) => `${name}: ${value}`),
    ...lines,
    ...credits.map(({ text, link }) => (link === undefined ? text : `${text}, ${link}`)),
  ];
  return {
    message: escapedWithin(headline, MESSAGE),
    alias: aliasOf(thread),
    description: texts.map(escapeHtml).join('\n'),
    priority: PRIORITIES[severity],
    source: 'trailglass',
    tags: ['trailglass', severity],
  };
}

/** Cut before it is escaped, so that no entity is cut in two. */
function escapedWithin(text: string, most: number): string {
  for (let length = most; length > 1; length--) {
    const escaped = escapeHtml(cutUnits(text, length));
    if (escaped.length <= most) return escaped;
  }
  return '';
}
