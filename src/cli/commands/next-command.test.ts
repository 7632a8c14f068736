import { describe, expect, it } from 'vitest';
import { nextCommand, shellWord } from './next-command.ts';

describe('the next command', () => {
  it('is as it is where nothing was said of the lake', () => {
    expect(nextCommand('trailglass alerts list', { global: {} })).toBe('trailglass alerts list');
  });

  it('names the lake and the configuration that were named', () => {
    const global = { home: '/srv/my lake', config: 'trailglass.yaml' };

    const command = nextCommand('trailglass alerts list', { global });

    expect(command).toBe("trailglass alerts list --config trailglass.yaml --home '/srv/my lake'");
  });
});

it.each([
  ['/srv/lake-1', '/srv/lake-1'],
  ['', "''"],
  ['a b', "'a b'"],
  ["it's", `'it'\\''s'`],
  ['$HOME', "'$HOME'"],
])('%s is %s to a shell', (text, word) => {
  expect(shellWord(text)).toBe(word);
});
