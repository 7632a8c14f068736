import type { SystemCondition } from '../../base/config/index.ts';

/** What is known of a caller, before anybody says who it is. */
export interface CallerFacts {
  readonly userAgent?: string | undefined;
  readonly type?: string | undefined;
  /** Of the role where there is one, else of the identity. */
  readonly principalArn?: string | undefined;
  readonly session?: string | undefined;
  readonly invokedBy?: string | undefined;
  readonly console: boolean;
  /** The account of a principal without an ARN. */
  readonly account?: string | undefined;
  /** Where the session's credentials came from, as AWS checked it. */
  readonly issuer?: string | undefined;
  readonly subject?: string | undefined;
}

/**
 * A kind of evidence. AWS writes the first six after it has checked who calls; session names and agents are written by
 * whoever holds the credentials.
 */
export type Evidence =
  | 'service'
  | 'token'
  | 'principal'
  | 'console'
  | 'account'
  | 'session'
  | 'agent';

/** Which evidence a field of a condition is; the account, the type and the console flag alone name no system. */
export const EVIDENCE: Readonly<Record<keyof SystemCondition, Evidence>> = {
  invokedBy: 'service',
  type: 'service',
  issuer: 'token',
  subject: 'token',
  role: 'principal',
  rolePath: 'principal',
  user: 'principal',
  console: 'console',
  account: 'account',
  session: 'session',
  agent: 'agent',
};

/** The strongest first. */
export const RANKS: readonly Evidence[] = [
  'service',
  'token',
  'principal',
  'console',
  'account',
  'session',
  'agent',
];
