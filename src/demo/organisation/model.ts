import type { Random } from './random.ts';
import type { SystemName, TruthCaller } from './truth.ts';
import type { Stock } from './world/stock.ts';

/** Where a call goes. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** What a call's body may depend on. */
export interface Scene extends Place {
  /** Milliseconds since 1970, whole seconds. */
  readonly at: number;
  readonly time: string;
  readonly requestId: string;
  readonly stock: Stock;
}

/** An entry of a record's `resources`. */
interface Resource {
  readonly accountId?: string;
  readonly type: string;
  readonly ARN: string;
}

/** The part of a record that depends on the API. */
export interface Body {
  readonly request?: object;
  readonly response?: object;
  /** additionalEventData */
  readonly extra?: object;
  readonly resources?: readonly Resource[];
  /** serviceEventDetails */
  readonly details?: object;
  /** clientProvidedHostHeader, where it is not `<source>.<region>.amazonaws.com`. */
  readonly host?: string;
  /** errorMessage without an errorCode, as a failed sign-in has. */
  readonly failure?: string;
}

export type WriteBody = (random: Random, scene: Scene) => Body;

/** An error that a call meets in ordinary life: asking for what is not there. */
interface Miss {
  readonly chance: number;
  readonly code: string;
  readonly message: string;
}

/** One API operation, as CloudTrail spells it. */
export interface Call {
  /** `ec2` for ec2.amazonaws.com. */
  readonly source: string;
  readonly name: string;
  readonly readOnly: boolean;
  readonly kind: 'Management' | 'Data';
  readonly eventType: 'AwsApiCall' | 'AwsServiceEvent' | 'AwsConsoleSignIn';
  /** Logged in us-east-1, wherever it is called from. */
  readonly global: boolean;
  /** The IAM action, as denials name it. */
  readonly action: string;
  readonly apiVersion?: string;
  readonly body: WriteBody;
  readonly miss?: Miss;
}

/** Whose call it is, as the truth file tells it. */
export interface Label {
  readonly system: SystemName;
  readonly component: string | null;
  readonly person: string | null;
}

type CallerFacts = Omit<TruthCaller, 'userAgent' | 'console' | 'events'>;

/** Who calls, and how: everything in a record that does not depend on the API. */
export interface Caller {
  /** The JSON of userIdentity. */
  readonly identity: string;
  /** userIdentity.arn, as denials name it. */
  readonly arn: string;
  /** sourceIPAddress */
  readonly address: string;
  readonly agent: string | ((call: Call) => string);
  /** The client opened the connection itself: the record has tlsDetails. */
  readonly direct: boolean;
  readonly console: boolean;
  readonly facts: CallerFacts;
  readonly vpcEndpoint?: string;
}

/** What went wrong with a call. */
export type Fault =
  | {
      readonly kind: 'denied';
      /** The message's own words for the resource, instead of the body's first. */
      readonly resource?: string;
      /** By a service control policy. */
      readonly boundary?: boolean;
    }
  | { readonly kind: 'throttled' };

/** An event before it is written: small, so that a day of them fits into memory. */
export interface Draft extends Place {
  /** Within the day; with seed and day it names the event's own random stream. */
  readonly serial: number;
  readonly at: number;
  readonly call: Call;
  readonly caller: Caller;
  readonly fault?: Fault;
  /** Instead of the call's own body. */
  readonly body?: WriteBody;
  /** Copies of one call in two accounts carry the same number here: one sharedEventID, one body. */
  readonly shared?: number;
}

/** The agent a caller shows for a call. */
export function agentOf(caller: Caller, call: Call): string {
  return typeof caller.agent === 'string' ? caller.agent : caller.agent(call);
}
