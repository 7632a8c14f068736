import { westernDigits } from './digits.ts';

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;
/** Exponents beyond this give no decimal, or zero: spares the powers of ten. */
const LARGEST_EXPONENT = 1000;

/**
 * The number in a text, halves rounded away from zero, as digits with a point before the last `scale` of them.
 * @returns undefined when the text is no number, or has more than `precision` digits
 */
export function decimalFrom(text: string, precision: number, scale: number): string | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    NUMBER.exec(westernDigits(text)) ?? [];
  const digits = whole + fraction;
  if (sign === undefined || digits === '') return undefined;
  const power = Number(exponent) - fraction.length + scale;
  if (/^0*$/.test(digits) || power < -LARGEST_EXPONENT) return pointed(sign, 0n, scale);
  if (power > LARGEST_EXPONENT) return undefined;
  const units = power >= 0 ? BigInt(digits) * 10n ** BigInt(power) : rounded(digits, -power);
  return units < 10n ** BigInt(precision) ? pointed(sign, units, scale) : undefined;
}

function rounded(digits: string, dropped: number): bigint {
  const unit = 10n ** BigInt(dropped);
  return (BigInt(digits) + unit / 2n) / unit;
}

function pointed(sign: string, units: bigint, scale: number): string {
  const digits = String(units).padStart(scale + 1, '0');
  const minus = sign === '-' && units !== 0n ? '-' : '';
  const point = digits.length - scale;
  return scale === 0 ? minus + digits : `${minus}${digits.slice(0, point)}.${digits.slice(point)}`;
}
