import { z } from 'zod';

/**
 * `*` stands for anything; between slashes a regular expression: `/^i-[0-9a-f]+$/`. Several: any of them. `none` alone:
 * there is no such thing.
 */
const one = z
  .string()
  .min(1)
  .refine(isPattern, { message: 'between slashes stands no regular expression' });
const pattern = z.union([one, z.array(one).min(1)]);

function isPattern(text: string): boolean {
  const [, source] = /^\/(.*)\/i?$/s.exec(text) ?? [];
  if (source === undefined) return true;
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}

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
export const systemRule = z.strictObject({
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

export type SystemCondition = z.output<typeof condition>;
export type SystemRule = z.output<typeof systemRule>;
