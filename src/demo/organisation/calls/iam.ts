import type { Scene } from '../model.ts';
import type { Random } from '../random.ts';
import { noBody, service } from './service.ts';

const { read, write } = service('iam', { global: true });

/** IAM's spelling of a date in responses: `Jun 30, 2026 1:10:42 PM`. */
export function iamDate(at: number): string {
  const date = new Date(at);
  const hours = date.getUTCHours();
  const clock = `${hours % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()} ${clock} ${hours < 12 ? 'AM' : 'PM'}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** A policy document as the API takes it: JSON in a string. */
export function policyDocument(actions: readonly string[], resource: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'Shop', Effect: 'Allow', Action: actions, Resource: resource }],
  });
}

function roleName(random: Random, scene: Scene): string {
  return `${random.pick(scene.stock.services)}-task`;
}

function policyArn(random: Random, scene: Scene): string {
  return `arn:aws:iam::${scene.account}:policy/${random.pick(scene.stock.services)}-access`;
}

const noSuchEntity = (chance: number, message: string) => ({
  miss: { chance, code: 'NoSuchEntityException', message },
});

export const iam = {
  getRole: read(
    'GetRole',
    (random, scene) => ({ request: { roleName: roleName(random, scene) } }),
    {
      ...noSuchEntity(0.02, 'The role with name orders-api-task-old cannot be found.'),
    },
  ),
  getRolePolicy: read(
    'GetRolePolicy',
    (random, scene) => ({
      request: { roleName: roleName(random, scene), policyName: 'inline-access' },
    }),
    noSuchEntity(0.05, 'The role policy with name inline-access cannot be found.'),
  ),
  getPolicy: read('GetPolicy', (random, scene) => ({
    request: { policyArn: policyArn(random, scene) },
  })),
  getPolicyVersion: read('GetPolicyVersion', (random, scene) => ({
    request: { policyArn: policyArn(random, scene), versionId: `v${1 + random.int(9)}` },
  })),
  getUser: read('GetUser', () => ({ request: { userName: 'ci-artifacts' } })),
  listRoles: read('ListRoles', noBody),
  listUsers: read('ListUsers', noBody),
  listAccountAliases: read('ListAccountAliases', noBody),
  listAttachedRolePolicies: read('ListAttachedRolePolicies', (random, scene) => ({
    request: { roleName: roleName(random, scene) },
  })),
  listRolePolicies: read('ListRolePolicies', (random, scene) => ({
    request: { roleName: roleName(random, scene) },
  })),
  listInstanceProfilesForRole: read('ListInstanceProfilesForRole', (random, scene) => ({
    request: { roleName: roleName(random, scene) },
  })),
  createRole: write('CreateRole', (random, scene) => ({
    request: {
      roleName: roleName(random, scene),
      assumeRolePolicyDocument: policyDocument(['sts:AssumeRole'], '*'),
      path: '/',
    },
  })),
  putRolePolicy: write('PutRolePolicy', (random, scene) => ({
    request: {
      roleName: roleName(random, scene),
      policyName: 'inline-access',
      policyDocument: policyDocument(
        random.some(['s3:GetObject', 's3:PutObject', 'kms:Decrypt', 'sqs:SendMessage'], 3),
        `arn:aws:s3:::${random.pick(scene.stock.buckets)}/*`,
      ),
    },
  })),
  attachRolePolicy: write('AttachRolePolicy', (random, scene) => ({
    request: { roleName: roleName(random, scene), policyArn: policyArn(random, scene) },
  })),
  createPolicyVersion: write('CreatePolicyVersion', (random, scene) => ({
    request: {
      policyArn: policyArn(random, scene),
      setAsDefault: true,
      policyDocument: policyDocument(['dynamodb:Query', 'dynamodb:GetItem'], '*'),
    },
    response: {
      policyVersion: {
        versionId: `v${1 + random.int(9)}`,
        isDefaultVersion: true,
        createDate: iamDate(scene.at),
      },
    },
  })),
  createUser: write('CreateUser'),
  createAccessKey: write('CreateAccessKey'),
  attachUserPolicy: write('AttachUserPolicy'),
  tagRole: write('TagRole', (random, scene) => ({
    request: {
      roleName: roleName(random, scene),
      tags: [{ key: 'owner', value: random.pick(['Zoë', 'équipe-paiements', '購買', 'platform']) }],
    },
  })),
} as const;
