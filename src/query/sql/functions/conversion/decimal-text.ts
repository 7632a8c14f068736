/** A number's digits: `digits` times ten to the power of `-scale`. */
export interface DecimalDigits {
  readonly negative: boolean;
  readonly digits: bigint;
  readonly scale: number;
}

/** Reads `-12.50`, `1.5E-7`. */
export function parseDecimal(text: string): DecimalDigits {
  const [, sign, whole = '', fraction = '', power = '0'] =
    /^([-+]?)([0-9]*)\.?([0-9]*)(?:[eE]([-+]?[0-9]+))?$/.exec(text) ?? [];
  const digits = BigInt(whole + fraction || '0');
  return { negative: sign === '-', digits, scale: fraction.length - Number(power) };
}

/** So many digits behind the point, halves away from zero. Without a sign. */
export function fixedText({ digits, scale }: DecimalDigits, places: number): string {
  const scaled = rescaled(digits, scale, places)
    .toString()
    .padStart(places + 1, '0');
  if (places === 0) return scaled;
  return `${scaled.slice(0, -places)}.${scaled.slice(-places)}`;
}

/** One digit before the point and so many behind it, and the power of ten with two digits or more. Without a sign. */
export function scientificText(value: DecimalDigits, places: number): string {
  let power = exponentOf(value);
  let digits = rescaled(value.digits, value.scale + power, places);
  if (digits >= 10n ** BigInt(places + 1)) {
    power++;
    digits = rescaled(value.digits, value.scale + power, places);
  }
  const text = digits.toString().padStart(places + 1, '0');
  const sign = power < 0 ? '-' : '+';
  const exponent = `e${sign}${String(Math.abs(power)).padStart(2, '0')}`;
  return `${text[0]}${places === 0 ? '' : `.${text.slice(1)}`}${exponent}`;
}

/** Ten to the power of what is no more than the value; 0 for nothing. */
export function exponentOf({ digits, scale }: DecimalDigits): number {
  return digits === 0n ? 0 : digits.toString().length - 1 - scale;
}

function rescaled(digits: bigint, scale: number, places: number): bigint {
  if (places >= scale) return digits * 10n ** BigInt(places - scale);
  const unit = 10n ** BigInt(scale - places);
  return (digits + unit / 2n) / unit;
}
