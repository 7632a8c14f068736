import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type CallerRow, openCatalog, type SessionRow } from '../src/lake/catalog/index.ts';
import { openLake } from '../src/lake/parts/index.ts';
import { BENCH_HOME } from './trails.ts';

/** Clients as they name themselves; versions, terminals and applications make them many. */
const AGENTS: readonly ((at: number) => string)[] = [
  (at) =>
    `aws-cli/2.${at % 40}.${at % 7} md/awscrt#0.26.1 ua/2.1 os/linux#6.8.0-60-generic md/arch#x86_64 lang/python#3.13.4 md/pyimpl#CPython m/r,s,E,b cfg/retry-mode#standard md/installer#exe sid/${hashOf(at)} md/prompt#off md/command#ec2.describe-instances`,
  (at) =>
    `APN/1.0 HashiCorp/1.0 Terraform/1.${at % 20}.2 (+https://www.terraform.io) terraform-provider-aws/6.${at % 90}.0 aws-sdk-go-v2/1.36.5 ua/2.1 os/linux lang/go#1.24.4 api/ec2#1.${at % 300}.0`,
  (at) =>
    `Boto3/1.${at % 200}.0 md/Botocore#1.${at % 200}.0 ua/2.1 os/linux#5.10 md/arch#x86_64 lang/python#3.11.${at % 12} exec-env/AWS_Lambda_python3.11`,
  (at) => `aws-sdk-go-v2/1.${at % 200}.0 os/linux lang/go#1.24 md/GOOS#linux app/team-${at % 3000}`,
];
const ROLES = ['deploy', 'eks-node', 'reporting', 'lambda-worker', 'admin'];

/** A quarter of them with a user agent of their own, by 25,000 roles in 300 accounts; each fiftieth is a service on behalf. */
export function madeUpCallers(from: number, to: number): readonly CallerRow[] {
  return Array.from({ length: to - from }, (_, place): CallerRow => {
    const at = from + place;
    const role = `${ROLES[at % ROLES.length]}-${(at >> 2) % 5000}`;
    return {
      callerId: BigInt.asIntN(64, BigInt(at) * 0x9e3779b97f4a7c15n),
      userAgent: AGENTS[at % AGENTS.length]?.(at),
      principalArn: `arn:aws:iam::${111122220000 + (at % 300)}:role/${role}`,
      ...{ type: 'AssumedRole', console: false, events: 1 + (at % 100), firstTs: 0, lastTs: 1 },
      ...(at % 50 === 0 ? { invokedBy: 'AWS Internal' } : {}),
    };
  });
}

/** A home whose catalog knows so many callers; made once a machine. */
export function callersHome(count: number): string {
  const home = join(BENCH_HOME, `callers-${count}`);
  if (!existsSync(home)) addCallers(home, 0, count);
  return home;
}

/** Commits a thousand callers that the home has not. */
export function addNewCallers(home: string, count: number): void {
  const catalog = openCatalog(home, { readonly: true });
  const from = count + 1000 * (catalog.lastCommit()?.number ?? 0);
  catalog.close();
  addCallers(home, from, from + 1000);
}

function addCallers(home: string, from: number, to: number): void {
  const lake = openLake(home);
  lake.commit({ at: 0, callers: madeUpCallers(from, to) });
  lake.close();
}

const SECOND = 1_000_000;
const ISSUED = Date.UTC(2026, 5, 1) * 1000;

/** Sessions in chains of one to ten roles, from an Identity Center sign-in on. */
export function madeUpSessions(count: number): readonly SessionRow[] {
  return Array.from({ length: count }, (_, at): SessionRow => {
    const place = at % 10 < 3 ? 0 : (at % 10) - 2;
    const role = place === 0 ? 'AWSReservedSSO_Operator_0123456789abcdef' : `role-${place}`;
    return {
      ...{ accessKeyId: keyOf(at), eventId: `event-${at}`, eventName: 'AssumeRole' },
      principalArn: `arn:aws:sts::111122223333:assumed-role/${role}/user-${at % 997}`,
      ...{ issuedAt: ISSUED + at * SECOND, roleSessionName: `user-${at % 997}` },
      origin: place === 0 ? '{"type":"SAMLUser"}' : '{"type":"AssumedRole"}',
      ...(place === 0 ? {} : { parentAccessKeyId: keyOf(at - 1) }),
    };
  });
}

function keyOf(at: number): string {
  return `ASIA${hashOf(at).toUpperCase()}${String(at).padStart(8, '0')}`;
}

function hashOf(at: number): string {
  return Math.imul(at, 2_654_435_761).toString(16).replace('-', '').padStart(8, '0');
}
