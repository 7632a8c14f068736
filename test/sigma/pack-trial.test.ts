import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tryRules } from '../../src/analysis/detect/index.ts';
import { UNSET } from './pack.fixture.ts';

const FOLDER = fileURLToPath(new URL('../../detections/', import.meta.url));

/** One file in so many; TRAILGLASS_SIGMA=1 tries all of them, which takes minutes. */
const STRIDE = process.env.TRAILGLASS_SIGMA === '1' ? 1 : 14;

/** Lists that are filled, with what no example has. */
const LISTS = Object.fromEntries(Object.keys(UNSET).map((name) => [name, ['of-nobody']]));

function fileOf(name: string) {
  const read = (ending: string) => readFileSync(`${FOLDER}${name}${ending}`, 'utf8');
  return { file: name, text: read('.yml'), examples: read('.events.json') };
}

describe('our own rules through the engine that runs them', () => {
  it('do what their examples say', { timeout: 900_000 }, async () => {
    const names = globSync('*/*.yml', { cwd: FOLDER })
      .map((file) => file.replace(/\.yml$/, ''))
      .sort()
      .filter((_, at) => at % STRIDE === 0);

    const results = await tryRules(names.map(fileOf), { placeholders: LISTS });

    const wrong = results.flatMap(({ file, cases, problem }) => [
      ...(problem === undefined ? [] : [`${file}: ${problem}`]),
      ...cases
        .filter(({ expected, found }) => expected !== found)
        .map(({ kind, name }) => `${file}: ${kind} ${name}`),
    ]);
    expect(results.flatMap(({ cases }) => cases).length).toBeGreaterThan(30);
    expect(wrong).toEqual([]);
  });
});
