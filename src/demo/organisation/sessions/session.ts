import type { Call, Caller, Label } from '../model.ts';
import { isoSecond } from '../moment.ts';
import type { Role, User } from '../world/principals.ts';

/** Temporary credentials of a role. */
export interface Session {
  readonly role: Role;
  readonly name: string;
  /** The name with `*` for the part that varies. */
  readonly pattern: string;
  readonly accessKeyId: string;
  readonly startedAt: number;
  readonly label: Label;
  readonly hours: number;
  /** How the chain that ends in this session began. */
  readonly origin: string;
  readonly actor: string;
  /** ARN of the OIDC provider, for a web identity. */
  readonly provider?: string;
  readonly sourceIdentity?: string;
  /** Credentials that an instance got from its metadata service. */
  readonly onInstance?: boolean;
}

/** The outside of a caller: how the calls of a session arrive. */
export interface Manner {
  readonly address: string;
  readonly agent: string | ((call: Call) => string);
  readonly console?: boolean;
  readonly invokedBy?: string;
  /** Not opened by the client itself: no tlsDetails. */
  readonly indirect?: boolean;
  readonly vpcEndpoint?: string;
  /** Where a variant is another program: the EC2 agent beside the application. */
  readonly label?: Label;
}

export function assumedRoleArn(role: Role, sessionName: string): string {
  return `arn:aws:sts::${role.account}:assumed-role/${role.name}/${sessionName}`;
}

/** Who an assumed role's calls come from. */
export function callerOf(session: Session, manner: Manner): Caller {
  const { role, name } = session;
  const arn = assumedRoleArn(role, name);
  const identity = {
    type: 'AssumedRole',
    principalId: `${role.id}:${name}`,
    arn,
    accountId: role.account,
    accessKeyId: session.accessKeyId,
    sessionContext: sessionContext(session),
    ...(manner.invokedBy && { invokedBy: manner.invokedBy }),
  };
  return {
    identity: JSON.stringify(identity),
    arn,
    ...outside(manner),
    facts: {
      type: 'AssumedRole',
      principalArn: role.arn,
      accountId: role.account,
      subject: null,
      invokedBy: manner.invokedBy ?? null,
      sessionName: session.pattern,
      ...(manner.label ?? session.label),
    },
  };
}

/** Who an IAM user's calls with a long-lived key come from. */
export function userCaller(user: User, label: Label, manner: Manner): Caller {
  return {
    identity: JSON.stringify({
      type: 'IAMUser',
      principalId: user.id,
      arn: user.arn,
      accountId: user.account,
      accessKeyId: user.accessKeyId,
      userName: user.name,
    }),
    arn: user.arn,
    ...outside(manner),
    facts: {
      type: 'IAMUser',
      principalArn: user.arn,
      accountId: user.account,
      subject: null,
      invokedBy: null,
      sessionName: null,
      ...label,
    },
  };
}

/** An AWS service acting by itself. `name` is `config` for config.amazonaws.com. */
export function serviceCaller(name: string): Caller {
  const host = `${name}.amazonaws.com`;
  return {
    identity: JSON.stringify({ type: 'AWSService', invokedBy: host }),
    arn: host,
    address: host,
    agent: host,
    direct: false,
    console: false,
    facts: {
      type: 'AWSService',
      principalArn: null,
      accountId: null,
      subject: null,
      invokedBy: host,
      sessionName: null,
      system: 'AWS services',
      component: name,
      person: null,
    },
  };
}

/** sessionContext without the key: also what a ConsoleLogin shows. */
export function sessionContext(session: Session): object {
  const { role } = session;
  return {
    sessionIssuer: {
      type: 'Role',
      principalId: role.id,
      arn: role.arn,
      accountId: role.account,
      userName: role.name,
    },
    ...(session.provider && {
      webIdFederationData: { federatedProvider: session.provider, attributes: {} },
    }),
    attributes: { creationDate: isoSecond(session.startedAt), mfaAuthenticated: 'false' },
    ...(session.sourceIdentity && { sourceIdentity: session.sourceIdentity }),
    ...(session.onInstance && { ec2RoleDelivery: '2.0' }),
  };
}

function outside(manner: Manner): Pick<Caller, 'address' | 'agent' | 'direct' | 'console'> {
  return {
    address: manner.address,
    agent: manner.agent,
    direct: !manner.indirect && !manner.invokedBy,
    console: manner.console ?? false,
    ...(manner.vpcEndpoint && { vpcEndpoint: manner.vpcEndpoint }),
  };
}
