import type { Pieces, Value } from '../model.ts';
import { Fault } from '../yaml/fault.ts';
import type { Scalar } from '../yaml/tree.ts';
import { faultOfRegex } from './regex.ts';
import { parseText } from './text.ts';

/** A text under modifiers; `isBytes`: each character is a byte of an encoding. */
export interface TextDraft {
  readonly is: 'text';
  readonly pieces: Pieces;
  readonly cased: boolean;
  readonly isBytes?: boolean;
}

/** A value that no modifier has changed yet: what its text means depends on the first of them. */
export interface Written {
  readonly is: 'written';
  readonly scalar: Scalar;
}

/** A value between two modifiers. */
export type Draft =
  | Written
  | TextDraft
  | { readonly is: 'any'; readonly of: readonly Draft[] }
  | Exclude<Value, { readonly is: 'text' | 'any' }>;

/** The text of a draft; numbers and booleans are texts as they were written. */
export function textOf(draft: Draft): TextDraft | undefined {
  if (draft.is === 'text') return draft;
  if (draft.is !== 'written' || draft.scalar.value === null) return undefined;
  return { is: 'text', pieces: parseText(draft.scalar.text), cased: false };
}

/** Several spellings of one value. */
export function anyOf(drafts: readonly Draft[]): Draft {
  const [only] = drafts;
  return only && drafts.length === 1 ? only : { is: 'any', of: drafts };
}

/**
 * The value that a draft has become.
 * @throws Fault for a regular expression that RE2 does not take
 */
export function finish(draft: Draft, line: number): Value {
  switch (draft.is) {
    case 'written':
      return plainValue(draft.scalar);
    case 'text':
      return { is: 'text', pieces: draft.pieces, cased: draft.cased };
    case 'any':
      return { is: 'any', of: draft.of.map((one) => finish(one, line)) };
    case 'regex': {
      const fault = faultOfRegex(draft.pattern);
      if (fault)
        throw new Fault(`The regular expression ${draft.pattern} cannot run: ${fault}.`, line);
      return draft;
    }
    default:
      return draft;
  }
}

function plainValue({ value, text }: Scalar): Value {
  switch (typeof value) {
    case 'number':
      return { is: 'number', value };
    case 'boolean':
      return { is: 'boolean', value };
    case 'string':
      return { is: 'text', pieces: parseText(text), cased: false };
    default:
      return { is: 'null' };
  }
}
