import { readAgent } from './agent.ts';

/** Browsers say that they are others as well: the first that matches is meant. https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/User-Agent */
const BROWSERS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/ Edg\//, 'Edge'],
  [/ OPR\//, 'Opera'],
  [/ Firefox\//, 'Firefox'],
  [/ Chrome\//, 'Chrome'],
  [/ Version\/\S+ .*Safari\//, 'Safari'],
];
const PLATFORMS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/Windows/, 'Windows'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/Android/, 'Android'],
  [/CrOS/, 'ChromeOS'],
  [/Linux|X11/, 'Linux'],
];

/** A user agent in a word or two: `Firefox on macOS`, `aws-cli/2.15.0`, `Terraform/1.9.2`. */
export function agentWords(userAgent: string): string {
  const { text, runtime } = readAgent(userAgent);
  if (text.startsWith('Mozilla/')) return browserWords(text);
  if (runtime === 'CloudShell') return 'CloudShell';
  // Partners stand behind marks of their own: `APN/1.0 HashiCorp/1.0 Terraform/1.9.2 (..) ..`.
  const products = text.replace(/\([^)]*\)/g, '').split(' ');
  const product = products.find((word) => !/^(APN\/|HashiCorp\/1\.0$)/.test(word));
  const isWords = !text.includes('/') || /^AWS (Internal|Console)/.test(text);
  return isWords ? (text.split(',')[0] ?? text) : (product ?? text).replace(/,$/, '');
}

function browserWords(text: string): string {
  const [browser, platform] = [BROWSERS, PLATFORMS].map(
    (names) => names.find(([pattern]) => pattern.test(text))?.[1],
  );
  return platform === undefined
    ? (browser ?? 'a browser')
    : `${browser ?? 'a browser'} on ${platform}`;
}
