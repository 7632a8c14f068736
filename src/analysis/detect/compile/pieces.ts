import type { Pieces } from '../sigma/model.ts';

/** The text without wildcards that pieces are; `undefined` where they hold one. */
export function plainText(pieces: Pieces): string | undefined {
  return pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : undefined;
}

/** Whether anything may stand before and behind: what `contains` looks for, also within objects. */
export function isOpen(pieces: Pieces): boolean {
  const isAny = (piece: Pieces[number] | undefined) =>
    typeof piece === 'object' && piece.wildcard === '*';
  return pieces.length > 1 && isAny(pieces[0]) && isAny(pieces.at(-1));
}

export interface LikePattern {
  readonly pattern: string;
  /** The character that escapes; absent where nothing has to be. */
  readonly mark?: string;
  /** Whether every text matches. */
  readonly isAnything: boolean;
}

const MARK = '$';
const SPECIAL = /[%_$]/g;

/** The pattern of LIKE for pieces. */
export function patternOf(pieces: Pieces): LikePattern {
  const isEscaped = pieces.some((piece) => typeof piece === 'string' && /[%_]/.test(piece));
  const parts = pieces.map((piece) => {
    if (typeof piece === 'object') return piece.wildcard === '*' ? '%' : '_';
    return isEscaped ? piece.replace(SPECIAL, (special) => `${MARK}${special}`) : piece;
  });
  const pattern = parts.join('');
  return { pattern, isAnything: /^%+$/.test(pattern), ...(isEscaped ? { mark: MARK } : {}) };
}
