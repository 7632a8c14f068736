import type { Pieces, Wildcard } from '../model.ts';
import { anyOf, type Draft, type TextDraft } from './draft.ts';
import { MOST_SPELLINGS, type ModifierContext, needText, tooMany } from './modifier.ts';
import { type Filling, fillings } from './placeholder.ts';
import { joinPlain, parseText } from './text.ts';

/** Every combination of what the pieces can be. */
function combine(
  choices: readonly (readonly Pieces[])[],
  context: ModifierContext,
): readonly Pieces[] {
  const count = choices.reduce((product, { length }) => product * length, 1);
  if (count > MOST_SPELLINGS) throw tooMany(context);
  return choices.reduce<readonly Pieces[]>(
    (heads, choice) => heads.flatMap((head) => choice.map((one) => [...head, ...one])),
    [[]],
  );
}

function spelled(text: TextDraft, spellings: readonly Pieces[]): Draft {
  return anyOf(spellings.map((pieces) => ({ ...text, pieces: joinPlain(pieces) })));
}

/** Each dash that begins an option, in every spelling. */
export function windash(draft: Draft, context: ModifierContext): Draft {
  const text = needText(draft, context);
  const spellingsOf = (piece: string | Wildcard) =>
    typeof piece === 'string' ? dashSpellings(piece, context).map((one) => [one]) : [[piece]];
  return spelled(text, combine(text.pieces.map(spellingsOf), context));
}

/** Values of lists may hold wildcards in a text, and are expressions in an expression. */
export function expand(draft: Draft, context: ModifierContext): Draft {
  if (draft.is === 'regex') {
    const patterns = fillings(draft.pattern, context).map((filling) =>
      filling.map((part) => (typeof part === 'string' ? part : String(part.value))).join(''),
    );
    return anyOf(patterns.map((pattern) => ({ ...draft, pattern })));
  }
  const text = needText(draft, context);
  const [only] = text.pieces;
  if (typeof only === 'string' && text.pieces.length === 1) return filled(text, only, context);
  const choices = text.pieces.map((piece) =>
    typeof piece === 'string' ? fillings(piece, context).map(piecesOf) : [[piece]],
  );
  return spelled(text, combine(choices, context));
}

function piecesOf(filling: Filling): Pieces {
  return filling.flatMap((part) =>
    typeof part === 'string' ? [part] : parseText(String(part.value)),
  );
}

/** A placeholder alone keeps the numbers of its list. */
function filled(text: TextDraft, plain: string, context: ModifierContext): Draft {
  const drafts = fillings(plain, context).map((filling): Draft => {
    const [part] = filling;
    if (filling.length === 1 && typeof part === 'object' && typeof part.value === 'number') {
      return { is: 'number', value: part.value };
    }
    return { ...text, pieces: joinPlain(piecesOf(filling)) };
  });
  return anyOf(drafts);
}

const DASHES = ['-', '/', '\u2013', '\u2014', '\u2015'] as const;
/** A dash where a word begins: no letter before it, one behind it. */
const DASH = /(?<![\p{L}\p{N}_])[-/\u2013\u2014\u2015](?=[\p{L}\p{N}_])/gu;

/** The text with each dash that begins an option spelled in every way. */
function dashSpellings(text: string, context: ModifierContext): readonly string[] {
  const pieces = text.split(DASH);
  if (DASHES.length ** (pieces.length - 1) > MOST_SPELLINGS) {
    throw tooMany(context);
  }
  const [first = '', ...rest] = pieces;
  return rest.reduce<readonly string[]>(
    (heads, piece) => heads.flatMap((head) => DASHES.map((dash) => `${head}${dash}${piece}`)),
    [first],
  );
}
