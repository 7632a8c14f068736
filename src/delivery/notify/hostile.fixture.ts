import fc from 'fast-check';
import type { AlertMessage } from '../../analysis/detect/index.ts';
import { alertMessage, sample } from './message.fixture.ts';
import type { Notice } from './notice.ts';

/** What a caller of AWS may write into a name, to steer whoever is told. */
export const HOSTILE = [
  '<!channel> <@U123> <https://evil.example|click>',
  '@everyone @here #42 0123456789abcdef0123456789abcdef01234567',
  '{{DATE(2026-01-01,SHORT)}} {{{TIME(x)}}}',
  'one\r\nBcc: someone@evil.example\r\n\r\nbody',
  '`` ``` ` ```` [x](https://evil.example) ![x](https://evil.example/x.png)',
  '<script>alert(1)</script><img src=x onerror=alert(1)> & "quotes" \'single\'',
  'user\u202egnp.exe \u2066x\u2069 \u200bhidden\ufeff \u001b[31m \u0000',
  '{noformat}{code}*bold* _it_ h1. x|y [~admin] {color:red}x{color} \\',
  '\ud800 lone \udc00',
  '😀'.repeat(5000),
  '&'.repeat(5000),
  '"\\'.repeat(3000),
] as const;

const text = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.integer({ min: 1, max: 2000 }).map((times) => '<&"😀`'.repeat(times)),
);

const filled = (value: string, count: number): AlertMessage =>
  alertMessage({
    id: value,
    alert: {
      id: value,
      account: value,
      actor: value,
      system: value,
      severityReason: value,
      group: Object.fromEntries(Array.from({ length: count }, (_, n) => [`${value}${n}`, value])),
      samples: Array.from({ length: 5 }, () => ({
        ...sample(value),
        eventName: value,
        eventSource: value,
        userAgent: value,
        sourceAddress: value,
        errorCode: value,
      })),
      top: Array.from({ length: count }, () => ({
        field: value,
        values: Array.from({ length: count }, () => ({ value, count: 1 })),
      })),
    },
    rule: {
      id: value,
      title: value,
      description: value,
      author: value,
      license: value,
      pack: value,
      link: `https://example.com/${value}`,
      tags: Array.from({ length: count }, () => value),
      falsepositives: Array.from({ length: count }, () => value),
    },
  });

/** An alert all of whose texts are the same one. */
export function filledNotice(value: string, count = 3): Notice {
  return { is: 'alert', message: filled(value, count) };
}

/** Notices with wild texts in wild numbers. */
export const wildNotice: fc.Arbitrary<Notice> = fc
  .tuple(text, fc.integer({ min: 0, max: 25 }), fc.boolean())
  .map(([value, count, isDigest]) =>
    isDigest ? digestOf(value, count * 5) : filledNotice(value, count),
  );

function digestOf(value: string, count: number): Notice {
  const { alert, rule } = filled(value, 0);
  const entries = Array.from({ length: count }, (_, n) => ({
    ...alert,
    alertId: value,
    rule: { ...rule, id: `${value}${n}` },
  }));
  return { is: 'digest', id: value, entries, at: '2026-06-01T12:00:00.000Z' };
}
