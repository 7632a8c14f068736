/** A double as Trino casts it to varchar: `1.0E0`, `1.2E-3`, `NaN`, `-Infinity`. */
export function doubleText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return scientific(Object.is(value, -0) ? '-0' : String(value));
}

/** A number's shortest digits, however they are written (`0.001`, `1e+21`), with one digit before the point. */
export function scientific(digits: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(digits) ?? [];
  const all = whole + fraction;
  const significant = all.replace(/^0+/, '').replace(/0+$/, '');
  if (significant === '') return `${sign}0E0`;
  const leading = all.length - all.replace(/^0+/, '').length;
  const power = Number(exponent) + whole.length - 1 - leading;
  return `${sign}${significant[0]}.${significant.slice(1) || '0'}E${power}`;
}

/** A double in JSON text: Java's spelling, plain between 0.001 and 10,000,000. */
export function jsonDoubleText(value: number): string {
  if (!Number.isFinite(value)) return `"${value}"`;
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-3 || magnitude >= 1e7)) return doubleText(value);
  const text = Object.is(value, -0) ? '-0' : String(value);
  return text.includes('.') ? text : `${text}.0`;
}

/** What is no number in DuckDB's text of it, and in Trino's. */
export const SPECIAL: Readonly<Record<string, string>> = {
  nan: 'NaN',
  '-nan': 'NaN',
  inf: 'Infinity',
  '-inf': '-Infinity',
};
