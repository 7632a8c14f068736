import type { Pieces, Wildcard } from '../model.ts';

/**
 * A value as it is written: `*` and `?` are wildcards; a backslash takes that from them, and its meaning from another
 * backslash; before anything else it is itself (specification, "Escaping").
 */
export function parseText(text: string): Pieces {
  const pieces: (string | Wildcard)[] = [];
  let plain = '';
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const next = text.charAt(at + 1);
    if (char === '\\' && (next === '*' || next === '?' || next === '\\')) {
      plain += next;
      at++;
    } else if (char === '*' || char === '?') {
      if (plain) pieces.push(plain);
      pieces.push({ wildcard: char });
      plain = '';
    } else {
      plain += char;
    }
  }
  if (plain) pieces.push(plain);
  return pieces;
}

export const ANY: Wildcard = { wildcard: '*' };

/** With `*` in front, where there is none yet. */
export function openStart(pieces: Pieces): Pieces {
  return isAny(pieces[0]) ? pieces : [ANY, ...pieces];
}

export function openEnd(pieces: Pieces): Pieces {
  return isAny(pieces.at(-1)) ? pieces : [...pieces, ANY];
}

function isAny(piece: string | Wildcard | undefined): boolean {
  return typeof piece === 'object' && piece.wildcard === '*';
}

/** The plain pieces changed, the wildcards kept. */
export function mapPlain(pieces: Pieces, change: (text: string) => string): Pieces {
  return pieces.map((piece) => (typeof piece === 'string' ? change(piece) : piece));
}

/** The text where no wildcard is in it. */
export function plainText(pieces: Pieces): string | undefined {
  return pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : undefined;
}

/** Neighbouring plain pieces as one. */
export function joinPlain(pieces: Pieces): Pieces {
  const joined: (string | Wildcard)[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (typeof piece === 'string' && typeof last === 'string')
      joined[joined.length - 1] = last + piece;
    else if (piece !== '') joined.push(piece);
  }
  return joined;
}
