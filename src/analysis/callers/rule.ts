import { z } from 'zod';

/**
 * `*` stands for anything; between slashes a regular expression: `/^i-[0-9a-f]+$/`. Several: any of them. `none` alone:
 * there is no such thing.
 */
const pattern = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** All that is named has to hold. */
const condition = z
  .strictObject({
    agent: pattern.optional().meta({ description: 'The user agent, a claim.' }),
    account: pattern.optional().meta({ description: 'The account of the principal.' }),
    role: pattern.optional().meta({ description: 'The name of the role.' }),
    rolePath: pattern.optional().meta({ description: 'The path of the role, with its slashes.' }),
    user: pattern.optional().meta({ description: 'The name of the IAM user.' }),
    session: pattern.optional().meta({ description: 'The name of the role session.' }),
    issuer: pattern.optional().meta({ description: 'The identity provider of a token.' }),
    subject: pattern.optional().meta({ description: 'The subject of a token.' }),
    invokedBy: pattern.optional().meta({ description: 'The service that made the call.' }),
    type: pattern.optional().meta({ description: 'userIdentity.type.' }),
    console: z.boolean().optional().meta({ description: 'Whether the console flag is set.' }),
  })
  .refine((one) => Object.keys(one).length > 0, { message: 'say what has to hold' });

/** One rule of `systems`: a caller that meets any of its conditions belongs to the system. */
export const systemRuleSchema = z.strictObject({
  system: z.string().min(1).meta({ description: 'The name that people know it by.' }),
  component: z.string().optional().meta({ description: 'The tool or the part of the system.' }),
  tool: z.boolean().optional().meta({
    description: 'Any system may use it: counts where nothing else names one.',
  }),
  team: z.string().optional(),
  environment: z.string().optional(),
  contact: z.string().optional(),
  match: z.array(condition).min(1),
});

export type Condition = z.output<typeof condition>;
export type SystemRule = z.output<typeof systemRuleSchema>;

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
export const EVIDENCE: Readonly<Record<keyof Condition, Evidence>> = {
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
