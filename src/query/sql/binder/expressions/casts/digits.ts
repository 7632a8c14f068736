/** A text with every script's digits in ASCII. */
export function westernDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => String(digitValue(digit)));
}

/** A whole number's text in ASCII digits; null when the text is none. */
export function wholeNumber(text: string): string | null {
  return /^[+-]?\p{Nd}+$/u.test(text) ? westernDigits(text) : null;
}

/** Digits stand in runs of ten, each from a zero on. */
function digitValue(digit: string): number {
  let zero = digit.codePointAt(0) ?? 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--;
  return ((digit.codePointAt(0) ?? 0) - zero) % 10;
}
