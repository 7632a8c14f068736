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
      return [widened(draft, 'le', false)];
    case 'utf16be':
      return [widened(draft, 'be', false)];
    case 'utf16':
      return [widened(draft, 'le', true)];
    default:
      return undefined;
  }
}

/** Wildcards stay what they are between texts of two bytes a character. */
function widened(draft: Draft, order: 'le' | 'be', mark: boolean): Draft {
  const pieces = Buffer.isBuffer(draft) ? [draft.toString('latin1')] : draft;
  if (pieces.every((piece) => typeof piece === 'string'))
    return utf16(pieces.join(''), order, mark);
  const wide = pieces.map((piece) =>
    typeof piece === 'string' ? utf16(piece, order, false).toString('latin1') : piece,
  );
  return mark ? ['\xff\xfe', ...wide] : wide;
}

function bytesOf(draft: Draft): Buffer {
  return Buffer.isBuffer(draft) ? draft : Buffer.from(plainOf(draft), 'utf8');
}

function dashed(piece: Piece): readonly (readonly Piece[])[] {
  return typeof piece === 'string' ? dashSpellings(piece).map((text) => [text]) : [[piece]];
}

/** Every value of the lists that a piece names; `\%` is a percent. */
function filled(piece: Piece, placeholders: Placeholders): readonly (readonly Piece[])[] {
  if (typeof piece === 'object') return [[piece]];
  const parts = partsOf(piece);
  return combined(
    parts.map((part) => listOf(part, placeholders)?.map(piecesOf) ?? [[plain(part)]]),
  );
}

/** The same of a text without wildcards of its own, such as a regular expression. */
export function filledTexts(text: string, placeholders: Placeholders): readonly string[] {
  const choices = partsOf(text).map((part) => listOf(part, placeholders) ?? [plain(part)]);
  return combined(choices.map((texts) => texts.map((one) => [one]))).map((one) => one.join(''));
}

function partsOf(text: string): readonly string[] {
  return text.match(/\\%|%[^%\\]+%|[^%\\]+|[\s\S]/g) ?? [];
}

function listOf(part: string, placeholders: Placeholders): readonly string[] | undefined {
  const name = /^%(.+)%$/.exec(part)?.[1];
  if (name === undefined) return undefined;
  return placeholders[name] ?? refuse(`nothing fills the placeholder %${name}%`);
}

function plain(part: string): string {
  return part === '\\%' ? '%' : part;
}

/** One choice out of each, in order, in all combinations. */
function combined<T>(choices: readonly (readonly (readonly T[])[])[]): readonly (readonly T[])[] {
  return choices.reduce<readonly (readonly T[])[]>(
    (heads, tails) => heads.flatMap((head) => tails.map((tail) => [...head, ...tail])),
    [[]],
  );
}
