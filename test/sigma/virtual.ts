import { type Dictionary, isDictionary, isoWeekday } from './evaluator/index.ts';
import { policyFacts } from './policies.ts';
import { worldPorts } from './world-ports.ts';

/**
 * The fields that our own rules may ask for beside the record's. What attribution knows (system, actor, console,
 * outcome, country, asn) is not in a record: a test event tells it under its key `trailglass`.
 */
export function virtualFields(record: Dictionary): Dictionary {
  const told = isDictionary(record.trailglass) ? record.trailglass : {};
  const time = new Date(String(record.eventTime));
  return {
    ...told,
    principal: principalOf(record),
    ...policyFacts(record.requestParameters),
    'ingress.worldPorts': worldPorts(record),
    weekday: Number.isNaN(time.getTime()) ? undefined : isoWeekday(time),
  };
}

/** The role behind a session, else the identity, else the service, else the id without its session name. */
function principalOf({ userIdentity }: Dictionary): unknown {
  const identity = isDictionary(userIdentity) ? userIdentity : {};
  const context = isDictionary(identity.sessionContext) ? identity.sessionContext : {};
  const issuer = isDictionary(context.sessionIssuer) ? context.sessionIssuer : {};
  const id = typeof identity.principalId === 'string' ? identity.principalId : undefined;
  return issuer.arn ?? identity.arn ?? identity.invokedBy ?? id?.split(':')[0];
}
