import type { Scope } from '../../../analysis/throttle/index.ts';
import type { Engine } from '../../../query/engine/index.ts';
import type { TimeFlags } from '../times.ts';

export interface ThrottlingFlags extends TimeFlags {
  readonly account?: readonly string[];
  readonly region?: readonly string[];
  readonly service?: readonly string[];
  readonly api?: readonly string[];
  readonly limit: number;
  readonly compare?: readonly string[];
  readonly json?: boolean;
}

/** What is asked of which engine. */
export interface Asked {
  readonly engine: Engine;
  readonly scope: Scope;
  readonly flags: ThrottlingFlags;
  readonly signal: AbortSignal;
}
