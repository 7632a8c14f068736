import { Fault } from '../yaml/fault.ts';
import { type Draft, type TextDraft, textOf } from './draft.ts';

/** Lists by name, for `%name%`. */
export type Placeholders = Readonly<Record<string, readonly (string | number)[]>>;

export interface ModifierContext {
  readonly name: string;
  readonly line: number;
  readonly placeholders: Placeholders;
}

/**
 * Changes one value.
 * @throws Fault where the value is not of a kind that it takes
 */
export type Modifier = (draft: Draft, context: ModifierContext) => Draft;

/** What one value may become: a few modifiers multiply without end. */
export const MOST_SPELLINGS = 10_000;

export function tooMany({ name, line }: Pick<ModifierContext, 'name' | 'line'>): Fault {
  return new Fault(`The modifier ${name} makes too much of one value.`, line);
}

export function wrongKind({ name, line }: ModifierContext, takes: string): Fault {
  return new Fault(`The modifier ${name} takes ${takes}.`, line);
}

/** The text of a value; numbers and booleans count as they are written. */
export function needText(draft: Draft, context: ModifierContext): TextDraft {
  const text = textOf(draft);
  if (!text) throw wrongKind(context, 'a text');
  return text;
}
