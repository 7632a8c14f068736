import { describe, expect, it } from 'vitest';
import { readAgent } from './agent.ts';

describe('readAgent', () => {
  it('reads what a client of today says of itself', () => {
    const agent = readAgent(
      'aws-cli/2.35.24 md/awscrt#0.31.0 ua/2.1 os/windows#11 lang/python#3.14.6 md/pyimpl#CPython app/billing ' +
        'exec-env/CloudShell m/n,o,Z,E,b,i cfg/retry-mode#standard sid/1cfc2269cf1f md/command#s3.sync',
    );

    expect(agent).toMatchObject({
      app: 'billing',
      runtime: 'CloudShell',
      command: 's3.sync',
      terminal: '1cfc2269cf1f',
      credentials: 'assumed role',
      isCut: false,
    });
  });

  it('takes the brackets away that S3 writes', () => {
    expect(readAgent('[aws-cli/1.16.19 Python/2.7.10]').text).toBe('aws-cli/1.16.19 Python/2.7.10');
    expect(readAgent('[half').text).toBe('[half');
  });

  it('matches feature ids whole, and keeps quiet about those it does not know', () => {
    expect(readAgent('x m/AJ,Z').credentials).toBeUndefined();
    expect(readAgent('x m/AC').credentials).toBe('aws login');
    expect(readAgent('x om/r').credentials).toBeUndefined();
  });

  it('says where CloudTrail cut the text', () => {
    expect(readAgent('a'.repeat(1023)).isCut).toBe(false);
    expect(readAgent('a'.repeat(1024)).isCut).toBe(true);
  });

  it('bears an empty text', () => {
    expect(readAgent('')).toEqual({ text: '', isCut: false });
  });
});
