import { describe, expect, it } from 'vitest';
import type { Attributed } from './attribute-callers.ts';
import { packed, unpacked } from './attribution-packed.ts';

const PIPELINE = {
  ...{ system: 'Deployment pipeline', component: 'GitHub Actions', confidence: 'certain' },
  ...{ reason: 'OIDC subject repo:acme/shop', team: 'delivery', environment: 'production' },
};
const UNKNOWN = { system: 'Unknown', confidence: 'unknown', reason: 'nothing tells' };
const ATTRIBUTED: Attributed = {
  answers: [UNKNOWN, PIPELINE],
  callers: {
    ids: new BigInt64Array([-9219668284260944172n, 7n, 9223372036854775807n]),
    own: new Uint32Array([1, 0, 0]),
    told: new Uint32Array([1, 0, 1]),
    named: new Uint32Array([0, 0xffffffff, 1]),
    principals: ['arn:aws:iam::111122223333:role/deploy', 'ec2.amazonaws.com'],
  },
  issuing: new Map([['event-1', 1]]),
  sessions: {
    origins: new Map([['111122223333/deploy', { issuer: 'ci.example.com' }]]),
    actors: new Map([['ASIAIOSFODNN7EXAMPLE', 'alice@example.com']]),
    ...{ read: 3, lastKey: 'ASIAIOSFODNN7EXAMPLE' },
  },
};

describe('a packed attribution', () => {
  it('comes out of JSON as it went in', () => {
    const text = JSON.stringify(packed(ATTRIBUTED));

    expect(unpacked(JSON.parse(text))).toEqual(ATTRIBUTED);
  });

  it('holds no answer that nobody gets', () => {
    const callers = {
      ...ATTRIBUTED.callers,
      own: new Uint32Array([1, 1, 1]),
      told: new Uint32Array([1, 1, 1]),
    };

    const kept = packed({ ...ATTRIBUTED, callers });

    expect(kept.answers).toEqual([PIPELINE]);
    expect(unpacked(kept).callers.told).toEqual(new Uint32Array([0, 0, 0]));
    expect(kept.issuing).toEqual([['event-1', 0]]);
  });
});
