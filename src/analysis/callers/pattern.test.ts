import { expect, it } from 'vitest';
import { compilePattern } from './pattern.ts';

it.each([
  ['deploy', 'deploy', true],
  ['deploy', 'deploy-prod', false],
  ['deploy-*', 'deploy-prod', true],
  ['*-worker', 'a\nb-worker', true],
  ['a.c', 'abc', false],
  ['a+b*', 'a+bc', true],
  ['/^i-[0-9a-f]{8,17}$/', 'i-0123456789abcdef0', true],
  ['/^i-[0-9a-f]{8,17}$/', 'mi-0123456789abcdef0', false],
  ['/datadog/i', 'Datadog/1.0', true],
])('%s of %j: %s', (pattern, text, expected) => {
  expect(compilePattern(pattern)(text)).toBe(expected);
});

it('takes any of several', () => {
  const test = compilePattern(['a', 'b*']);

  expect([test('a'), test('bc'), test('c')]).toEqual([true, true, false]);
});
