import { z } from 'zod';

/** The id of an AWS account: unquoted, YAML would read a number and drop its leading zeros. */
export const accountId = z
  .string()
  .regex(/^\d{12}$/, 'an account id has twelve digits; put it in quotes');
