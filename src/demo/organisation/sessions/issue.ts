import type { Body, Caller, Label, WriteBody } from '../model.ts';
import { HOUR, isoSecond } from '../moment.ts';
import type { Random } from '../random.ts';
import type { Script } from '../script.ts';
import type { Role } from '../world/principals.ts';
import { assumedRoleArn, type Session } from './session.ts';

/** What every way to a session asks for. */
export interface Opening {
  readonly role: Role;
  readonly name: string;
  /** The name with `*` for the part that varies; the name itself unless given. */
  readonly pattern?: string;
  readonly at: number;
  readonly region: string;
  readonly label: Label;
  /** How long the credentials are good for; one hour unless given. */
  readonly hours?: number;
}

/** A new key for a session; the event that issues it is the caller's to add. */
export function newSession(
  script: Script,
  opening: Opening,
  chain: Pick<Session, 'origin' | 'actor' | 'provider' | 'sourceIdentity' | 'onInstance'>,
): Session {
  return {
    ...chain,
    role: opening.role,
    name: opening.name,
    pattern: opening.pattern ?? opening.name,
    accessKeyId: `ASIA${script.random.id(16)}`,
    startedAt: opening.at,
    label: opening.label,
    hours: opening.hours ?? 1,
  };
}

/** Tells the truth file of a session, unless its issuing event found no room. */
export function enterSession(
  script: Script,
  session: Session,
  serial: number | undefined,
  parent: string | null = null,
): void {
  if (serial === undefined) return;
  script.enter({
    accessKeyId: session.accessKeyId,
    principalArn: session.role.arn,
    parent,
    origin: session.origin,
    actor: session.actor,
    startedAt: session.startedAt,
    serial,
  });
}

/** The body of an event that issues a session; `more` adds what one way alone has. */
export function issuingBody(
  session: Session,
  request: object,
  more: (random: Random) => { readonly response?: object; readonly extra?: object } = () => ({}),
): WriteBody {
  return (random, scene): Body => {
    const added = more(random);
    return {
      request: { roleArn: session.role.arn, roleSessionName: session.name, ...request },
      response: {
        credentials: {
          accessKeyId: session.accessKeyId,
          sessionToken: `IQoJb3JpZ2luX2VjE${random.blob(320)}==`,
          expiration: isoSecond(session.startedAt + session.hours * HOUR),
        },
        assumedRoleUser: {
          assumedRoleId: `${session.role.id}:${session.name}`,
          arn: assumedRoleArn(session.role, session.name),
        },
        ...(session.sourceIdentity && { sourceIdentity: session.sourceIdentity }),
        ...added.response,
      },
      extra: {
        ExtendedRequestId: random.blob(48),
        RequestDetails: { endpointType: 'regional', awsServingRegion: scene.region },
        ...added.extra,
      },
      resources: [
        { accountId: session.role.account, type: 'AWS::IAM::Role', ARN: session.role.arn },
      ],
    };
  };
}

/** How a call looks in the account of the resource when the caller is in another. */
export function foreignCaller(caller: Caller, account: string, principalId: string): Caller {
  return {
    ...caller,
    identity: JSON.stringify({ type: 'AWSAccount', principalId, accountId: account }),
    facts: {
      ...caller.facts,
      type: 'AWSAccount',
      principalArn: null,
      accountId: account,
      sessionName: null,
    },
  };
}
