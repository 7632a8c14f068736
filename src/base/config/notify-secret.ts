import { z } from 'zod';

const REFERENCE = /\$\{(?:env|file):[^}]+\}/;

/** A text that holds a reference, so that the file can be shown to anybody; resolved when it is used. */
export function secret(description: string): z.ZodString {
  return z
    .string()
    .regex(REFERENCE, `write a reference such as \${env:NAME} or \${file:/path}: secrets stay out`)
    .meta({ description });
}
