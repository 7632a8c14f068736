import { describe, expect, it } from 'vitest';
import { packed, unpacked } from './attribution-packed.ts';

const PIPELINE = {
  ...{ system: 'Deployment pipeline', component: 'GitHub Actions', confidence: 'certain' },
  ...{ reason: 'OIDC subject repo:acme/shop', principal: 'arn:aws:iam::111122223333:role/deploy' },
  ...{ team: 'delivery', environment: 'production' },
};
const UNKNOWN = { system: 'Unknown', confidence: 'unknown', reason: 'nothing tells' };

describe('a packed attribution', () => {
  const attribution = {
    callers: [
      [-9219668284260944172n, PIPELINE],
      [7n, UNKNOWN],
      [8n, { ...PIPELINE }],
    ] as const,
    issuing: [['event-1', PIPELINE]] as const,
    actors: [['ASIAIOSFODNN7EXAMPLE', 'alice@example.com']] as const,
  };

  it('comes out of JSON as it went in', () => {
    const text = JSON.stringify(packed(attribution));

    expect(unpacked(JSON.parse(text))).toEqual(attribution);
  });

  it('holds each answer once', () => {
    expect(packed(attribution).answers).toEqual([PIPELINE, UNKNOWN]);
  });

  it('leaves out what queries are not told', () => {
    const more = { ...UNKNOWN, agent: { text: 'curl/8', isCut: false } };

    const [answer] = packed({ ...attribution, callers: [[1n, more]], issuing: [] }).answers;

    expect(answer).toEqual(UNKNOWN);
  });
});
