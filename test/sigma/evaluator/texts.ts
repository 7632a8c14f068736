import { base64, base64Offsets, dashSpellings, utf16 } from './encodings.ts';
import { refuse } from './refused.ts';
import { contains, endsWith, type Piece, piecesOf, plainOf, startsWith } from './values.ts';

/** Lists by the name that stands between percents. */
export type Placeholders = Readonly<Record<string, readonly string[]>>;

/** A text on its way through modifiers: pieces, or the bytes of an encoding. */
type Draft = readonly Piece[] | Buffer;

/** All spellings that one value of a rule stands for, after its modifiers; any of them will do. */
export function spellings(
  value: string,
  modifiers: readonly string[],
  placeholders: Placeholders,
): readonly (readonly Piece[])[] {
  const drafts = modifiers.reduce<readonly Draft[]>(
    (before, modifier) => before.flatMap((draft) => changed(draft, modifier, placeholders)),
    [piecesOf(value)],
  );
  return drafts.map((draft) => (Buffer.isBuffer(draft) ? [draft.toString('latin1')] : draft));
}

function changed(draft: Draft, modifier: string, placeholders: Placeholders): readonly Draft[] {
  const encoded = encodedBy(modifier, draft);
  if (encoded) return encoded;
  const pieces = Buffer.isBuffer(draft) ? [draft.toString('latin1')] : draft;
  switch (modifier) {
    case 'contains':
      return [contains(pieces)];
    case 'startswith':
      return [startsWith(pieces)];
    case 'endswith':
      return [endsWith(pieces)];
    case 'windash':
      return combined(pieces.map(dashed));
    case 'expand':
      return combined(pieces.map((piece) => filled(piece, placeholders)));
    default:
      return refuse(`the modifier "${modifier}" changes no text`);
  }
}

function encodedBy(modifier: string, draft: Draft): readonly Draft[] | undefined {
  switch (modifier) {
    case 'base64':
      return [[base64(bytesOf(draft))]];
    case 'base64offset':
      return base64Offsets(bytesOf(draft)).map((text) => [text]);
    case 'wide':
    case 'utf16le':
      return [utf16(textOfDraft(draft), 'le', false)];
    case 'utf16be':
      return [utf16(textOfDraft(draft), 'be', false)];
    case 'utf16':
      return [utf16(textOfDraft(draft), 'le', true)];
    default:
      return undefined;
  }
}

function bytesOf(draft: Draft): Buffer {
  return Buffer.isBuffer(draft) ? draft : Buffer.from(plainOf(draft), 'utf8');
}

function textOfDraft(draft: Draft): string {
  return Buffer.isBuffer(draft) ? draft.toString('latin1') : plainOf(draft);
}

function dashed(piece: Piece): readonly (readonly Piece[])[] {
  return typeof piece === 'string' ? dashSpellings(piece).map((text) => [text]) : [[piece]];
}

/** Every value of the lists that a piece names; `\%` is a percent. */
function filled(piece: Piece, placeholders: Placeholders): readonly (readonly Piece[])[] {
  if (typeof piece === 'object') return [[piece]];
  const parts = piece.match(/\\%|%[^%\\]+%|[^%\\]+|[\s\S]/g) ?? [];
  return combined(
    parts.map((part) => {
      if (part === '\\%') return [['%']];
      const name = /^%(.+)%$/.exec(part)?.[1];
      if (name === undefined) return [[part]];
      const list = placeholders[name] ?? refuse(`nothing fills the placeholder %${name}%`);
      return list.map(piecesOf);
    }),
  );
}

/** One choice out of each, in order, in all combinations. */
function combined(
  choices: readonly (readonly (readonly Piece[])[])[],
): readonly (readonly Piece[])[] {
  return choices.reduce<readonly (readonly Piece[])[]>(
    (heads, tails) => heads.flatMap((head) => tails.map((tail) => [...head, ...tail])),
    [[]],
  );
}
