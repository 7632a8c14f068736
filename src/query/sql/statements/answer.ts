import type { Type } from '../types/index.ts';

export type AnswerValue = string | number | null;

/** A result that needs no engine: of SHOW, DESCRIBE, EXPLAIN. */
export interface Answer {
  readonly columns: readonly { readonly name: string; readonly type: Type }[];
  readonly rows: readonly (readonly AnswerValue[])[];
}

/** A LIKE pattern as a test of a whole text. @param mark of ESCAPE */
export function likeTest(pattern: string, mark?: string): (text: string) => boolean {
  const source = [...pattern].reduce(
    ({ text, isEscaped }, character) => {
      if (!isEscaped && character === mark) return { text, isEscaped: true };
      const isWild = !isEscaped && (character === '%' || character === '_');
      const wild = character === '%' ? '.*' : '.';
      return { text: text + (isWild ? wild : literal(character)), isEscaped: false };
    },
    { text: '', isEscaped: false },
  ).text;
  const expression = new RegExp(`^${source}$`, 'su');
  return (text) => expression.test(text);
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
}
