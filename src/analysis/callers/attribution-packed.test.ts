import { describe, expect, it } from 'vitest';
import type { Attributed } from './attribute-callers.ts';
import { PACKING } from './attribution-packed.ts';

const PIPELINE = {
  ...{ system: 'Deployment pipeline', component: 'GitHub Actions', confidence: 'certain' },
  ...{ reason: 'OIDC subject repo:acme/shop', team: 'delivery', environment: 'production' },
};
const UNKNOWN = { system: 'Unknown', confidence: 'unknown', reason: 'nothing tells' };
const NOBODY = 0xffffffff;
const ATTRIBUTED: Attributed = {
  commit: 7,
  answers: [UNKNOWN, PIPELINE],
  callers: {
    ids: new BigInt64Array([-9219668284260944172n, 7n, 9223372036854775807n]),
    own: new Uint32Array([1, 0, 0]),
    named: new Uint32Array([0, NOBODY, 1]),
    services: new Uint32Array([NOBODY, NOBODY, 1]),
    principals: ['arn:aws:iam::111122223333:role/deploy', 'ec2.amazonaws.com'],
    busiest: {
      ids: new BigInt64Array([-9219668284260944172n]),
      events: new Float64Array([2 ** 40]),
    },
  },
  told: new Uint32Array([1, 0, 1]),
  issuing: new Map([['event-1', 1]]),
  sessions: {
    origins: new Map([['111122223333/deploy', { issuer: 'ci.example.com' }]]),
    actors: new Map([['ASIAIOSFODNN7EXAMPLE', 'alice@example.com']]),
    ...{ read: 3, lastKey: 'ASIAIOSFODNN7EXAMPLE' },
  },
};

function kept(attributed: Attributed): Attributed {
  return PACKING.unpack(PACKING.pack(attributed).map((piece) => new Uint8Array(piece)));
}

describe('a packed attribution', () => {
  it('comes out as it went in', () => {
    expect(kept(ATTRIBUTED)).toEqual(ATTRIBUTED);
  });

  it('holds no answer that nobody gets', () => {
    const callers = { ...ATTRIBUTED.callers, own: new Uint32Array([1, 1, 1]) };
    const told = new Uint32Array([1, 1, 1]);

    const found = kept({ ...ATTRIBUTED, callers, told });

    expect(found.answers).toEqual([PIPELINE]);
    expect(found.callers.own).toEqual(new Uint32Array([0, 0, 0]));
    expect(found.told).toEqual(new Uint32Array([0, 0, 0]));
    expect(found.issuing).toEqual(new Map([['event-1', 0]]));
  });
});
