import type { Call, Label, Place } from '../model.ts';
import type { Script } from '../script.ts';
import { assumeByWebIdentity, type TokenHolder } from '../sessions/federation.ts';
import { callerOf, type Manner } from '../sessions/session.ts';
import { egressOf } from '../world/accounts.ts';
import { roleOf } from '../world/principals.ts';
import { renewed, type Stay } from './workload.ts';

/** A controller in the EKS cluster that gets its role by its service account (IRSA). */
export interface Pod {
  readonly roleName: string;
  /** `namespace:service account`. */
  readonly serviceAccount: string;
  readonly agent: string | ((call: Call) => string);
  readonly label: Label;
  /** Its calls leave by the VPC's own endpoint. */
  readonly privately?: boolean;
}

/** Name of a pod's role: each cluster has its own. */
export function podRole(pod: Pick<Pod, 'roleName'>, place: Place) {
  return roleOf(place.account, `${pod.roleName}-${place.region}`);
}

/** The pod's session of this hour. */
export function podStay(script: Script, pod: Pod, place: Place, at: number): Stay {
  const key = `${pod.roleName}/${place.account}/${place.region}`;
  return renewed(script, { key, at, hours: 1 }, (startedAt) => {
    const caller = podCaller(script, pod, place, startedAt);
    return () => caller;
  });
}

function podCaller(script: Script, pod: Pod, place: Place, startedAt: number) {
  const stock = script.world.stockOf(place.account, place.region);
  const manner: Manner = {
    agent: pod.agent,
    address: pod.privately
      ? `10.${script.random.int(4)}.17.40`
      : egressOf(place.account, place.region),
    ...(pod.privately && { vpcEndpoint: stock.vpcEndpoint }),
  };
  const holder: TokenHolder = {
    ...manner,
    issuer: stock.issuer,
    subject: `system:serviceaccount:${pod.serviceAccount}`,
  };
  const session = assumeByWebIdentity(script, holder, {
    role: podRole(pod, place),
    name: `aws-go-sdk-${startedAt}${script.random.between(100_000, 999_999)}`,
    pattern: 'aws-go-sdk-*',
    at: startedAt,
    region: place.region,
    label: pod.label,
  });
  return callerOf(session, manner);
}
