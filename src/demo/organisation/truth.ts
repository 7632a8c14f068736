import type { Day } from '../../base/time/index.ts';

/** Whose identity a call has. A stolen key is its owner's: who stole it stands in `planted.attack`. */
export type SystemName =
  | 'Terraform Enterprise'
  | 'Deployment pipeline'
  | 'Cluster management'
  | 'Monitoring'
  | 'Application'
  | 'AWS services'
  | 'Console'
  | 'Command line'
  | 'Unknown';

/** `truth.json`: what the generator knows about what it wrote. Times are ISO, UTC, whole seconds. */
export interface Truth {
  readonly version: 1;
  readonly seed: number;
  readonly options: TruthOptions;
  readonly counts: TruthCounts;
  readonly otherKinds: TruthOtherKinds;
  /** Events by system; their sum is `counts.events`. */
  readonly systems: Readonly<Record<string, number>>;
  /** Every distinct caller; their events sum up to `counts.events`. */
  readonly callers: readonly TruthCaller[];
  /** Sessions by start; all when fewer than 5,000 were issued, else those of the planted stories. */
  readonly sessions: readonly TruthSession[];
  readonly planted: TruthPlanted;
  /** What our own rules have to say of it, by time; made from what was planted, not by running them. */
  readonly alerts: readonly TruthAlert[];
  /** What a reader should know about this file, in sentences. */
  readonly notes: readonly string[];
}

interface TruthOptions {
  readonly events: number;
  readonly days: number;
  readonly from: Day;
  readonly to: Day;
  /** Null: CloudTrail's own five-minute files. */
  readonly files: number | null;
}

/** Each map counts unique events, by the record's own fields. */
interface TruthCounts {
  readonly events: number;
  /** Log files of the `CloudTrail` kind. */
  readonly files: number;
  /** Second deliveries of an event in another file; on top of `events`. */
  readonly duplicates: number;
  readonly sessions: number;
  /** By recipientAccountId. */
  readonly accounts: Readonly<Record<string, number>>;
  /** By awsRegion. */
  readonly regions: Readonly<Record<string, number>>;
  /** By the UTC day of eventTime. */
  readonly days: Readonly<Record<string, number>>;
  /** By errorCode; events without one are not in it. */
  readonly errors: Readonly<Record<string, number>>;
}

/** Objects beside the `CloudTrail` kind; in no other count. */
export interface TruthOtherKinds {
  readonly files: number;
  readonly insights: number;
  readonly networkActivity: number;
}

/** Join a record by the fields down to `console`: they tell the system of every event. */
export interface TruthCaller {
  readonly userAgent: string;
  /** sessionContext.sessionIssuer.arn, else the ARN of an IAM user or root; null for all others. */
  readonly principalArn: string | null;
  /** userIdentity.type; null where an AwsServiceEvent has none. */
  readonly type: string | null;
  /** userIdentity.accountId. */
  readonly accountId: string | null;
  /** userIdentity.userName of a web identity or SAML user, onBehalfOf.userId of Identity Center. */
  readonly subject: string | null;
  /** userIdentity.invokedBy. */
  readonly invokedBy: string | null;
  /** What follows the last `/` of an assumed role's ARN; `*` stands for a part that varies. */
  readonly sessionName: string | null;
  /** sessionCredentialFromConsole is "true". */
  readonly console: boolean;
  readonly system: SystemName;
  /** The program within the system: `Karpenter`, `Datadog`. */
  readonly component: string | null;
  /** The person's e-mail address. */
  readonly person: string | null;
  readonly events: number;
}

/** One set of temporary credentials. */
export interface TruthSession {
  readonly accessKeyId: string;
  /** The role's ARN. */
  readonly principalArn: string;
  /** The key with which this session was asked for; null at the root of a chain. */
  readonly parent: string | null;
  /** How the chain begins: `web identity system:serviceaccount:..`, `service ec2.amazonaws.com`. */
  readonly origin: string;
  /** The person or workload at the root of the chain. */
  readonly actor: string;
  readonly startedAt: string;
  /** The event that issued it, as logged in the account of the role. */
  readonly eventID: string;
}

/** What was planted. A story that found no room among few events is absent. */
export interface TruthPlanted {
  readonly storm?: TruthStorm;
  readonly consoleChanges?: readonly TruthChange[];
  readonly deniedBurst?: TruthDeniedBurst;
  readonly unusedRole?: TruthUnusedRole;
  readonly unusedKey?: TruthUnusedKey;
  readonly attack?: TruthAttack;
  readonly unknownSystem?: TruthUnknownSystem;
  readonly breach?: TruthBreach;
}

/** An alert that has to be there, once, when all of our rules have seen all events. */
export interface TruthAlert {
  /** The id of a rule in `detections/`, with its title and its level. */
  readonly rule: string;
  readonly title: string;
  readonly severity: 'low' | 'medium' | 'high' | 'critical';
  /** The story that raises it; `growth`: an ordinary first, which its rule tells rightly. */
  readonly because:
    | 'attack'
    | 'breach'
    | 'console'
    | 'storm'
    | 'unknownSystem'
    | 'unusedKey'
    | 'growth';
  /** Null where its rule groups by something else. */
  readonly actor: string | null;
  readonly account: string;
  /** At least. */
  readonly matches: number;
  /** Events that it has to name; of a row of events the last. None where any of several may stand there. */
  readonly eventIDs: readonly string[];
}

/** About an hour of throttled EC2 reads, caused by one caller. */
export interface TruthStorm {
  readonly from: string;
  readonly to: string;
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly culprit: TruthStormParty & {
    readonly principalArn: string;
    readonly userAgent: string;
  };
  /** The others, most throttled first. */
  readonly victims: readonly TruthStormParty[];
  readonly calls: number;
  /** Of all parties. */
  readonly throttled: number;
  /** Of them the most that lie within five minutes, both ends inside. */
  readonly mostInFiveMinutes: number;
  /** Up to 20 throttled events. */
  readonly eventIDs: readonly string[];
}

export interface TruthStormParty {
  readonly system: SystemName;
  readonly component: string | null;
  readonly calls: number;
  readonly throttled: number;
}

/** A change made by hand in the console, and what became of it. */
export interface TruthChange {
  readonly person: string;
  readonly at: string;
  readonly account: string;
  readonly region: string;
  readonly eventID: string;
  readonly eventName: string;
  /** Of the changed resource. */
  readonly arn: string;
  /** `codified`: Terraform later set the same; `reverted`: the opposite call followed. */
  readonly later: 'codified' | 'reverted' | 'open';
  readonly laterAt?: string;
  readonly laterEventID?: string;
}

interface TruthDeniedBurst {
  readonly from: string;
  readonly to: string;
  readonly account: string;
  readonly region: string;
  readonly system: SystemName;
  readonly principalArn: string;
  readonly errorCode: string;
  readonly denied: number;
  /** Up to 20. */
  readonly eventIDs: readonly string[];
}

/** Created at the start, never assumed. */
interface TruthUnusedRole {
  readonly arn: string;
  readonly at: string;
  readonly eventID: string;
}

/** Created at the start, never used. */
interface TruthUnusedKey {
  readonly accessKeyId: string;
  readonly userArn: string;
  readonly at: string;
  readonly eventID: string;
}

export interface TruthStep {
  readonly at: string;
  readonly eventID: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly errorCode?: string;
}

/** A leaked key of a CI user in strange hands. */
interface TruthAttack {
  readonly accessKeyId: string;
  readonly userArn: string;
  readonly address: string;
  readonly account: string;
  readonly steps: readonly TruthStep[];
}

/** A caller that nobody owns, first seen half-way through. */
export interface TruthUnknownSystem {
  readonly account: string;
  readonly principalArn: string;
  /** The instance that it runs on. */
  readonly actor: string;
  readonly userAgent: string;
  readonly firstAt: string;
  readonly firstEventID: string;
  /** The first time that it changed something: it tags an instance each day. */
  readonly firstChangeAt: string;
  readonly firstChangeEventID: string;
  readonly events: number;
}

/** A known system doing what it never did before, where it never did anything. */
interface TruthBreach {
  readonly system: SystemName;
  readonly principalArn: string;
  readonly account: string;
  readonly region: string;
  readonly steps: readonly TruthStep[];
}
