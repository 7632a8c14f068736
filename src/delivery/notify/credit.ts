import { clean, cleanLink } from './clean.ts';
import type { Shape } from './shape.ts';

/** Who made a rule, under which licence, and where it stands: shown with each alert (Detection Rule License 1.1). */
export interface Credit {
  /** The rule, its author and licence; one line. */
  readonly text: string;
  readonly link?: string;
}

interface Rule {
  readonly title: string;
  readonly author?: string;
  readonly license?: string;
  readonly pack?: string;
  readonly link?: string;
}

export function creditOf({ title, author, license, pack, link }: Rule, { most }: Shape): Credit {
  const target = cleanLink(link);
  const parts = [
    `Rule: ${clean(title, most)}`,
    author && `by ${clean(author, most * 2)}`,
    license && `licence ${clean(license, most)}`,
    pack && `pack ${clean(pack, most)}`,
  ];
  return { text: parts.filter(Boolean).join(', '), ...(target !== undefined && { link: target }) };
}
