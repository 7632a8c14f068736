/** What a shown value is cut to, in code points. */
export const MOST = 256;
const MARK = '…';

// Control characters, invisible ones, and those that turn the direction of text (UAX #9).
const UNSAFE =
  /[\p{Cc}\u00ad\u061c\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** So many times the length wanted is looked at: a text may be long, and most of it invisible. */
const LOOKED_AT = 16;

/** A hostile text made harmless for any sink: what steers or hides is dropped, the rest is cut with a mark. */
export function clean(text: string, most = MOST): string {
  const head = text.slice(0, most * LOOKED_AT);
  // A lone surrogate would become three other bytes wherever it is encoded.
  const shown = head.toWellFormed().replace(UNSAFE, '');
  return cutPoints(head === text ? shown : `${shown}${MARK}`, most);
}

/** At most so many code points. */
export function cutPoints(text: string, most: number): string {
  if (text.length <= most) return text;
  const points = [...text];
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}${MARK}`;
}

/** At most so many UTF-16 units, which is how most services count characters. */
export function cutUnits(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = '';
  for (const point of text) {
    if (kept.length + point.length > most - MARK.length) break;
    kept += point;
  }
  return `${kept}${MARK}`;
}

/** An address that may be shown as a link: http or https, not too long. Others are none. */
export function cleanLink(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 1000 || !URL.canParse(text)) return undefined;
  const { protocol, username, password, href } = new URL(text);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && username === '' && password === '' && href.length <= 1000 ? href : undefined;
}
