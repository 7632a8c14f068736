/** A value as a code span, in which nothing links or notifies: the fence is longer than any run of backticks inside. */
export function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  // A backtick at an end would join the fence; one space on each side is taken off again (CommonMark, 6.1).
  const padded = longest > 0 || /^ .* $/.test(text) ? ` ${text} ` : text;
  return `${fence}${padded}${fence}`;
}
