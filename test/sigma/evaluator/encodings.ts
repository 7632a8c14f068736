/** What a text encodes to, before it is compared. */
export function utf16(text: string, order: 'le' | 'be', mark: boolean): Buffer {
  const body = Buffer.from(text, 'utf16le');
  if (order === 'be') body.swap16();
  return mark ? Buffer.concat([Buffer.from([0xff, 0xfe]), body]) : body;
}

export function base64(bytes: Buffer): string {
  return bytes.toString('base64');
}

/**
 * The three spellings that a text can have inside a longer one: shifted by no, one or two bytes, without the characters
 * that its neighbours have a share in.
 */
export function base64Offsets(bytes: Buffer): readonly string[] {
  return [0, 1, 2].map((shift) => {
    const whole = base64(Buffer.concat([Buffer.alloc(shift, ' '), bytes]));
    const start = [0, 2, 3][shift] ?? 0;
    const cut = [0, 3, 2][(bytes.length + shift) % 3] ?? 0;
    return whole.slice(start, whole.length - cut);
  });
}

const DASHES = ['-', '/', '–', '—', '―'];

/** Every way to write the dashes at the starts of words. */
export function dashSpellings(text: string): readonly string[] {
  const at = [...text.matchAll(/\B[-/–—―](?=\w)/g)].map((match) => match.index);
  return at.reduce<readonly string[]>(
    (texts, index) =>
      texts.flatMap((one) =>
        DASHES.map((dash) => `${one.slice(0, index)}${dash}${one.slice(index + 1)}`),
      ),
    [text],
  );
}
