import { resolveReferences } from '../../base/config/index.ts';
import type { Effects } from '../../base/effects/index.ts';

/** Secrets at the moment of their use. */
export interface Secrets {
  /** @throws AppError TG_CONFIG_SECRET */
  readonly resolve: (reference: string) => string;
  /** A text without any secret that was ever resolved here. */
  readonly redact: (text: string) => string;
}

/** Shorter ones would blot out innocent text. */
const LEAST = 6;

export function openSecrets(effects: Effects): Secrets {
  const known = new Set<string>();
  return {
    resolve: (reference) => {
      const secret = resolveReferences(reference, effects);
      if (secret.length >= LEAST) known.add(secret);
      return secret;
    },
    redact: (text) => [...known].reduce((rest, one) => rest.replaceAll(one, '[secret]'), text),
  };
}
