export type Test = (text: string) => boolean;

/**
 * A pattern of a rule: `*` stands for anything and the whole text has to match; between slashes, a regular expression.
 * @throws SyntaxError for a regular expression that is none
 */
export function compilePattern(pattern: string | readonly string[]): Test {
  if (typeof pattern !== 'string') {
    const tests = pattern.map(compilePattern);
    return (text) => tests.some((test) => test(text));
  }
  const between = /^\/(.*)\/(i?)$/s.exec(pattern);
  if (between) {
    const expression = new RegExp(between[1] ?? '', between[2]);
    return (text) => expression.test(text);
  }
  if (!pattern.includes('*')) return (text) => text === pattern;
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  const whole = new RegExp(`^${parts.join('[^]*')}$`);
  return (text) => whole.test(text);
}
