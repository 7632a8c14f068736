import { Random, seedOf } from '../random.ts';

/** An IAM role. Its ids follow from its ARN, so that every run of every seed knows it by the same. */
export interface Role {
  readonly account: string;
  readonly name: string;
  readonly arn: string;
  /** AROA.. */
  readonly id: string;
}

export interface User {
  readonly account: string;
  readonly name: string;
  readonly arn: string;
  /** AIDA.. */
  readonly id: string;
  /** AKIA.. */
  readonly accessKeyId: string;
}

export function roleOf(account: string, name: string, path = '/'): Role {
  const arn = `arn:aws:iam::${account}:role${path}${name}`;
  return { account, name, arn, id: `AROA${idFor(arn, 17)}` };
}

/** `autoscaling` gives AWSServiceRoleForAutoScaling's kind of role. */
export function serviceLinkedRole(account: string, service: string, name: string): Role {
  return roleOf(account, name, `/aws-service-role/${service}.amazonaws.com/`);
}

/** The role behind a permission set of Identity Center. */
export function permissionSetRole(account: string, permissionSet: string): Role {
  const suffix = new Random(seedOf(`${account}/${permissionSet}`), 3, 5).hex(16);
  return roleOf(
    account,
    `AWSReservedSSO_${permissionSet}_${suffix}`,
    '/aws-reserved/sso.amazonaws.com/',
  );
}

export function userOf(account: string, name: string): User {
  const arn = `arn:aws:iam::${account}:user/${name}`;
  return {
    account,
    name,
    arn,
    id: `AIDA${idFor(arn, 17)}`,
    accessKeyId: `AKIA${idFor(`${arn}#key`, 16)}`,
  };
}

function idFor(text: string, length: number): string {
  return new Random(seedOf(text), 7, length).id(length);
}
