/** Braces that would begin a function such as `{{DATE(…)}}`, which Teams fills in, are set apart. */
export function escapeBraces(text: string): string {
  return text.replace(/\{(?=\{)/g, '{ ');
}
