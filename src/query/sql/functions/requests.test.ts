import { describe, expect, it } from 'vitest';
import { SCRIPTS } from './requests.ts';

function fact(name: string, request: unknown) {
  return SCRIPTS.find((one) => one.name === 'tg_request_policy')?.call(
    JSON.stringify(request),
    name,
  );
}

const ADMIN = { Effect: 'Allow', Action: '*', Resource: '*' };

/** A request with a policy of one statement. */
function withStatement(statement: object) {
  return { policyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) };
}

describe('the policy of a request', () => {
  const document = { Statement: ADMIN };

  it.each([
    ['a text', { policyDocument: JSON.stringify(document) }],
    ['a text with white space', { policyDocument: JSON.stringify(document, null, 4) }],
    ['a text encoded for a URL', { policyDocument: encodeURIComponent(JSON.stringify(document)) }],
    ['an object', { bucketPolicy: document }],
    ['an attribute', { attributes: { Policy: JSON.stringify(document) } }],
    [
      'an attribute by name and value',
      { attributeName: 'Policy', attributeValue: JSON.stringify(document) },
    ],
    ['the policy of a repository', { policyText: JSON.stringify(document) }],
    ['the policy of a data catalog', { policyInJson: JSON.stringify(document) }],
    [
      'written with keys of another case',
      {
        PolicyDocument: JSON.stringify({
          statement: { effect: 'Allow', action: '*', resource: '*' },
        }),
      },
    ],
  ])('is read where it is %s', (_, request) => {
    const answer = fact('grantsAdmin', request);

    expect(answer).toEqual(['true']);
  });

  it.each([
    ['there is none', { userName: 'ada' }],
    ['it is no JSON', { policyDocument: '{"Statement":' }],
    ['it is encoded badly', { policyDocument: '%zz' }],
    ['it has no statements', { policyDocument: '{}' }],
    ['the request is a list', [1]],
    ['the request is nothing', null],
  ])('says nothing where %s', (_, request) => {
    const answers = ['grantsAdmin', 'isPublic', 'accounts'].map((name) => fact(name, request));

    expect(answers).toEqual([[], [], []]);
  });
});

describe('a statement that grants everything', () => {
  it.each([
    ['every action on everything', ADMIN, 'true'],
    ['every action among others', { ...ADMIN, Action: ['s3:GetObject', '*'] }, 'true'],
    ['every action of every service', { ...ADMIN, Action: '*:*' }, 'true'],
    ['all but some actions', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, 'true'],
    [
      'all but some resources',
      { Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::a' },
      'true',
    ],
    ['every action of one service', { ...ADMIN, Action: 's3:*' }, 'false'],
    ['every action on one bucket', { ...ADMIN, Resource: 'arn:aws:s3:::a' }, 'false'],
    ['a denial of everything', { ...ADMIN, Effect: 'Deny' }, 'false'],
  ])('%s: %s', (_, statement, expected) => {
    const answer = fact('grantsAdmin', withStatement(statement));

    expect(answer).toEqual([expected]);
  });

  it('is found among others', () => {
    const others = [
      { ...ADMIN, Effect: 'Deny' },
      { ...ADMIN, Action: 's3:GetObject' },
    ];

    const answer = fact('grantsAdmin', { bucketPolicy: { Statement: [...others, ADMIN] } });

    expect(answer).toEqual(['true']);
  });
});

describe('a statement that is for anybody', () => {
  const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' };
  const OTHER = 'arn:aws:iam::111122223333:root';

  it.each([
    ['everybody', { ...read, Principal: '*' }, 'true'],
    ['every principal of AWS', { ...read, Principal: { AWS: '*' } }, 'true'],
    ['everybody among others', { ...read, Principal: { AWS: [OTHER, '*'] } }, 'true'],
    ['everybody under a condition', { ...read, Principal: '*', Condition: { Bool: {} } }, 'false'],
    ['an account', { ...read, Principal: { AWS: OTHER } }, 'false'],
    ['a service', { ...read, Principal: { Service: '*' } }, 'false'],
    ['nobody named', read, 'false'],
    ['a denial for everybody', { ...read, Effect: 'Deny', Principal: '*' }, 'false'],
  ])('%s: %s', (_, statement, expected) => {
    const answer = fact('isPublic', withStatement(statement));

    expect(answer).toEqual([expected]);
  });

  it('names accounts by number or by ARN, each once', () => {
    const principal = {
      AWS: ['111122223333', OTHER, 'arn:aws-cn:iam::444455556666:role/a', '*', 'AIDAEXAMPLE'],
      Service: 'ec2.amazonaws.com',
    };

    const answer = fact('accounts', withStatement({ ...read, Principal: principal }));

    expect(answer).toEqual(['111122223333', '444455556666']);
  });
});
