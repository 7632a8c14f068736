/** The text of one YAML document of a file. */
export interface Piece {
  readonly text: string;
  /** Of the text's first character, from 1. */
  readonly line: number;
}

/** `---` and `...` in the first column end a document wherever they stand (YAML 1.2, 9.1.2: even in a quoted text). */
const MARKER = /^(?:---|\.\.\.)(?:[ \t]|$)/;
/** Comments, directives and markers alone make no document. */
const BLANK = /^(?:\s*(?:#.*)?|%.*|(?:---|\.\.\.)\s*(?:#.*)?)$/;

/**
 * Cuts a file into its documents before any is parsed: what is wrong in one cannot swallow those that follow. Directives
 * go: the schema is YAML 1.2 core whatever they say.
 */
export function cutDocuments(file: string): readonly Piece[] {
  const lines = file.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const pieces: Piece[] = [];
  let start = 0;
  const cut = (end: number) => {
    const some = lines.slice(start, end);
    if (some.some((line) => !BLANK.test(line))) pieces.push(pieceOf(some, start + 1));
    start = end;
  };
  lines.forEach((line, at) => {
    if (MARKER.test(line)) cut(at);
  });
  cut(lines.length);
  return pieces;
}

function pieceOf(lines: readonly string[], line: number): Piece {
  const skipped = lines[0]?.startsWith('...') ? 1 : 0;
  return { text: lines.slice(skipped).join('\n'), line: line + skipped };
}
