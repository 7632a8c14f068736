import { invalidArgument } from '../text/failure.ts';

/** Of Java's decoder: padding is all there or not at all, nothing else may stand between the letters. */
export function fromBase64(text: string, letters: RegExp): Uint8Array {
  const body = text.replace(/=+$/, '');
  const whole = text.length % 4 === 0 || body === text;
  if (!letters.test(text) || !whole || body.length % 4 === 1) {
    throw invalidArgument(`Illegal base64 text: ${text}`);
  }
  return Buffer.from(text, 'base64');
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, with padding. */
export function toBase32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = bits.match(/.{1,5}/g) ?? [];
  const text = letters.map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
  return text.padEnd(Math.ceil(text.length / 8) * 8, '=');
}

export function fromBase32(text: string): Uint8Array {
  const body = text.replace(/=+$/, '');
  const values = [...body].map((letter) => BASE32.indexOf(letter));
  if (values.includes(-1) || [1, 3, 6].includes(body.length % 8)) {
    throw invalidArgument(`Invalid base32 text: ${text}`);
  }
  const bits = values.map((value) => value.toString(2).padStart(5, '0')).join('');
  const octets = bits.match(/.{8}/g) ?? [];
  return Uint8Array.from(octets, (eight) => Number.parseInt(eight, 2));
}
