import { consoleSignIn, identityCenter, sts } from '../calls/sign-in.ts';
import type { Call, Caller, Label } from '../model.ts';
import { SECOND } from '../moment.ts';
import type { Script } from '../script.ts';
import { HOME_REGION, ORGANISATION, SHARED } from '../world/accounts.ts';
import { IDENTITY_CENTER_AGENT, PORTAL_AGENT } from '../world/agents.ts';
import type { Person } from '../world/people.ts';
import { permissionSetRole } from '../world/principals.ts';
import { enterSession, issuingBody, newSession, type Opening } from './issue.ts';
import { assumedRoleArn, type Session, sessionContext } from './session.ts';

/** A workload outside that shows a signed token: a pod, a Terraform run, a GitHub job. */
export interface TokenHolder {
  /** Without `https://`. */
  readonly issuer: string;
  readonly subject: string;
  readonly agent: string | ((call: Call) => string);
  readonly address: string;
  readonly vpcEndpoint?: string;
}

/** AssumeRoleWithWebIdentity. */
export function assumeByWebIdentity(
  script: Script,
  holder: TokenHolder,
  opening: Opening,
): Session {
  const { account } = opening.role;
  const provider = `arn:aws:iam::${account}:oidc-provider/${holder.issuer}`;
  const session = newSession(script, opening, {
    origin: `web identity ${holder.subject}`,
    actor: holder.subject,
    provider,
  });
  const body = issuingBody(session, { durationSeconds: 3600 }, () => ({
    response: {
      subjectFromWebIdentityToken: holder.subject,
      provider,
      audience: 'sts.amazonaws.com',
    },
  }));
  const caller = webIdentityCaller(holder, provider, opening.label);
  const draft = script.add(sts.assumeRoleWithWebIdentity, caller, {
    at: opening.at,
    region: opening.region,
    account,
    body,
  });
  enterSession(script, session, draft?.serial);
  return session;
}

function webIdentityCaller(holder: TokenHolder, provider: string, label: Label): Caller {
  return {
    identity: JSON.stringify({
      type: 'WebIdentityUser',
      principalId: `${provider}:sts.amazonaws.com:${holder.subject}`,
      userName: holder.subject,
      identityProvider: provider,
    }),
    arn: `${provider}:${holder.subject}`,
    address: holder.address,
    agent: holder.agent,
    direct: true,
    console: false,
    ...(holder.vpcEndpoint && { vpcEndpoint: holder.vpcEndpoint }),
    facts: {
      type: 'WebIdentityUser',
      principalArn: null,
      accountId: null,
      subject: holder.subject,
      invokedBy: null,
      sessionName: null,
      ...label,
    },
  };
}

/** Where a person's Identity Center session is used. */
export interface SignIn {
  readonly account: string;
  readonly at: number;
  readonly label: Label;
  /** With the console: a Federate event before, a ConsoleLogin after. */
  readonly console: boolean;
}

/** A person's role through Identity Center; needs room for three events. */
export function signIn(script: Script, person: Person, how: SignIn): Session {
  const role = permissionSetRole(how.account, person.permissionSet);
  const hours = how.console ? 12 : 1;
  const opening: Opening = { ...how, role, name: person.email, region: HOME_REGION, hours };
  const session = newSession(script, opening, {
    origin: `Identity Center ${person.email}`,
    actor: person.email,
  });
  if (!script.room(3)) return session;
  const where = { region: HOME_REGION, account: how.account };
  if (how.console) {
    script.add(identityCenter.federate, portalCaller(person, how), {
      at: how.at - SECOND,
      region: HOME_REGION,
      account: SHARED,
      body: () => ({ details: { role_name: person.permissionSet, account_id: how.account } }),
    });
  }
  const samlProvider = `arn:aws:iam::${how.account}:saml-provider/AWSSSO_${ORGANISATION.slice(2)}_DO_NOT_DELETE`;
  const draft = script.add(sts.assumeRoleWithSaml, samlCaller(person, how, samlProvider), {
    ...where,
    at: how.at,
    body: issuingBody(session, {
      principalArn: samlProvider,
      sAMLAssertionID: `_${script.random.uuid()}`,
      durationSeconds: hours * 3600,
    }),
  });
  enterSession(script, session, draft?.serial);
  if (how.console) {
    script.add(consoleSignIn.consoleLogin, loginCaller(session, person), {
      ...where,
      at: how.at + SECOND,
    });
  }
  return session;
}

const NOBODY = { principalArn: null, invokedBy: null, sessionName: null } as const;

function portalCaller(person: Person, how: SignIn): Caller {
  return {
    identity: JSON.stringify({
      type: 'IdentityCenterUser',
      accountId: SHARED,
      onBehalfOf: {
        userId: person.userId,
        identityStoreArn: `arn:aws:identitystore::${SHARED}:identitystore/d-9067642ac7`,
      },
      credentialId: '8f7ca8a2bd0c4f47b1b5b9d3a1e0c6f2d4e8a9b7',
    }),
    arn: person.email,
    address: person.address,
    agent: PORTAL_AGENT,
    direct: false,
    console: false,
    facts: {
      ...NOBODY,
      type: 'IdentityCenterUser',
      accountId: SHARED,
      subject: person.userId,
      ...how.label,
    },
  };
}

function samlCaller(person: Person, how: SignIn, provider: string): Caller {
  return {
    identity: JSON.stringify({
      type: 'SAMLUser',
      principalId: `${provider}:${person.email}`,
      userName: person.email,
      identityProvider: provider,
    }),
    arn: person.email,
    address: how.console ? person.address : '203.0.113.200',
    agent: how.console ? person.browser : IDENTITY_CENTER_AGENT,
    direct: true,
    console: false,
    facts: {
      ...NOBODY,
      type: 'SAMLUser',
      accountId: null,
      subject: person.email,
      ...how.label,
    },
  };
}

/** A ConsoleLogin shows the session but no key: AWS does not log one there. */
function loginCaller(session: Session, person: Person): Caller {
  const { role, name } = session;
  const arn = assumedRoleArn(role, name);
  return {
    identity: JSON.stringify({
      type: 'AssumedRole',
      principalId: `${role.id}:${name}`,
      arn,
      accountId: role.account,
      sessionContext: sessionContext(session),
    }),
    arn,
    address: person.address,
    agent: person.browser,
    direct: true,
    console: false,
    facts: {
      type: 'AssumedRole',
      principalArn: role.arn,
      accountId: role.account,
      subject: null,
      invokedBy: null,
      sessionName: session.pattern,
      ...session.label,
    },
  };
}
