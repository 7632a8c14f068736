import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Pack } from './packs.ts';
import { readRuleSet } from './rule-set.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailglass-rules-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RULES = `
title: A look
id: 5b1f0b6c-0d5e-4c62-9a53-0d8a3b7f6a01
name: look
logsource: { product: aws, service: cloudtrail }
detection: { selection: { eventName: ListUsers }, condition: selection }
level: informational
---
title: Many looks
id: 5b1f0b6c-0d5e-4c62-9a53-0d8a3b7f6a02
name: many
correlation: { type: event_count, rules: [look], group-by: [actor], timespan: 5m, condition: { gte: 5 } }
level: informational
---
title: Many looks, again and again
id: 5b1f0b6c-0d5e-4c62-9a53-0d8a3b7f6a03
correlation: { type: event_count, rules: [many], group-by: [actor], timespan: 1h, condition: { gte: 3 } }
level: high
---
title: A look that nobody counts
id: 5b1f0b6c-0d5e-4c62-9a53-0d8a3b7f6a04
logsource: { product: aws, service: cloudtrail }
detection: { selection: { eventName: ListRoles }, condition: selection }
level: informational
`;

it('counts what a correlation reads by way of another', () => {
  writeFileSync(join(folder, 'looks.yml'), RULES);
  const pack: Pack = { name: 'looks', path: folder, level: 'medium', off: [], levels: {} };

  const { listed } = readRuleSet({ own: false, packs: [pack], placeholders: {}, off: [] });

  const uses = listed.map(({ rule, use }) => [rule.title, use]);
  expect(Object.fromEntries(uses)).toEqual({
    'A look': 'counted',
    'Many looks': 'counted',
    'Many looks, again and again': 'alerts',
    'A look that nobody counts': 'off',
  });
});
