import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorOf, folderWith, withEnv } from './folder.fixture.ts';
import { resolveReferences } from './secrets.ts';

const env = (name: string) => `\${env:${name}}`;
const file = (path: string) => `\${file:${path}}`;

describe('a reference', () => {
  it('stands for an environment variable, also inside a text', () => {
    const effects = withEnv({ ACCOUNT: '111122223333', ROLE: 'log-reader' });

    const text = resolveReferences(`arn:aws:iam::${env('ACCOUNT')}:role/${env('ROLE')}`, effects);

    expect(text).toBe('arn:aws:iam::111122223333:role/log-reader');
  });

  it('stands for a file, without its last line break', () => {
    const folder = folderWith({ unix: 'secret\n', windows: 'secret\r\n', two: 'a\nb\n\n' });
    const read = (name: string) => resolveReferences(file(join(folder, name)), withEnv({}));

    const texts = ['unix', 'windows', 'two'].map(read);

    expect(texts).toEqual(['secret', 'secret', 'a\nb\n']);
  });

  it('to an empty variable is empty', () => {
    const text = resolveReferences(`<${env('EMPTY')}>`, withEnv({ EMPTY: '' }));

    expect(text).toBe('<>');
  });

  it('is resolved once: what it gives is no reference', () => {
    const effects = withEnv({ A: env('B'), B: 'secret' });

    const text = resolveReferences(env('A'), effects);

    expect(text).toBe(env('B'));
  });

  it.each(['plain', '$HOME', `\${HOME}`, env(''), `\${other:X}`, env('X').slice(0, -1)])(
    'is not what stands in %j',
    (text) => {
      const resolved = resolveReferences(text, withEnv({ HOME: 'x', X: 'x' }));

      expect(resolved).toBe(text);
    },
  );

  it.each([
    [env('MISSING'), 'The environment variable MISSING is not set.'],
    [file('/no/such/file'), 'The file /no/such/file cannot be read.'],
  ])('that leads nowhere is an error: %s', (text, message) => {
    const error = errorOf(() => resolveReferences(text, withEnv({})));

    expect(error.code).toBe('TG_CONFIG_SECRET');
    expect(error.message).toBe(message);
  });
});
