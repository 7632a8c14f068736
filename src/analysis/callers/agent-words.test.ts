import { expect, it } from 'vitest';
import { agentWords } from './agent-words.ts';

it.each([
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36',
    'Chrome on macOS',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36 Edg/137.0.0.0',
    'Edge on Windows',
  ],
  [
    '[Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15]',
    'Safari on macOS',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0', 'Firefox on Linux'],
  ['Mozilla/5.0', 'a browser'],
  ['aws-cli/2.15.0 Python/3.11.6 exec-env/CloudShell prompt/off', 'CloudShell'],
  ['aws-cli/2.35.24 md/awscrt#0.31.2 ua/2.1 os/windows#11', 'aws-cli/2.35.24'],
  [
    'APN/1.0 HashiCorp/1.0 Terraform/1.12.2 (+https://www.terraform.io) terraform-provider-aws/6.0.0',
    'Terraform/1.12.2',
  ],
  ['[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.488 Linux/5.10]', 'S3Console/0.4'],
  ['AWS Internal', 'AWS Internal'],
  ['console.ec2.amazonaws.com', 'console.ec2.amazonaws.com'],
])('%s in a word or two', (userAgent, words) => {
  expect(agentWords(userAgent)).toBe(words);
});
