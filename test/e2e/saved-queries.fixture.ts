import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { attributeLake } from '../../src/analysis/callers/index.ts';
import { collect } from '../../src/collect/trails/index.ts';
import { generate, type Truth } from '../../src/demo/organisation/index.ts';
import { fillIn, openDesk, type ParameterValues, savedQuery } from '../../src/query/desk/index.ts';
import type { JsonValue } from '../../src/query/engine/index.ts';

export type Answer = Readonly<Record<string, JsonValue>>;

/** A lake of the made-up organisation, saved queries over it, and what the generator says it planted. */
interface Organisation {
  readonly truth: Truth;
  readonly ask: (name: string, values?: ParameterValues) => Promise<readonly Answer[]>;
}

/** One for a test file; `truth` is there once its tests run. */
export function useOrganisation(): Pick<Organisation, 'ask'> & { readonly truth: () => Truth } {
  let opened: OpenOrganisation | undefined;
  const organisation = () => {
    if (opened) return opened;
    throw new Error('The organisation is there while tests run.');
  };
  beforeAll(async () => {
    opened = await openOrganisation();
  });
  afterAll(async () => opened?.close());
  return {
    ask: async (name, values) => organisation().ask(name, values),
    truth: () => organisation().truth,
  };
}

interface OpenOrganisation extends Organisation {
  readonly close: () => Promise<void>;
}

async function openOrganisation(): Promise<OpenOrganisation> {
  const folder = mkdtempSync(join(tmpdir(), 'trailglass-organisation-'));
  const [dir, home] = [join(folder, 'trail'), join(folder, 'home')];
  await generate({ dir, events: 3000, days: 30, seed: 7 });
  await collect({ home, trails: [{ address: dir }] });
  const desk = await openDesk({ home, attribution: () => attributeLake(home, []) });
  return {
    truth: JSON.parse(readFileSync(join(dir, 'truth.json'), 'utf8')) as Truth,
    ask: async (name, values) => {
      const { columns, pages } = await desk.run(fillIn(savedQuery(name), values));
      const answers: Answer[] = [];
      for await (const page of pages) {
        for (const row of page) {
          answers.push(
            Object.fromEntries(columns.map((column, at) => [column.name, row[at] ?? null])),
          );
        }
      }
      return answers;
    },
    close: async () => {
      await desk.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The planted story of that name; all of them fit into this organisation. */
export function planted<K extends keyof Truth['planted']>(
  truth: Truth,
  story: K,
): NonNullable<Truth['planted'][K]> {
  const found = truth.planted[story];
  if (found === undefined) throw new Error(`${story} is not planted.`);
  return found;
}

/** `from` and `to` of a time with both ends in it; times of events are whole seconds. */
export function during(first: string, last: string): ParameterValues {
  return { from: first, to: new Date(Date.parse(last) + 1000).toISOString().replace('.000', '') };
}

/** Sums of a column, by the text of another. */
export function sums(
  answers: readonly Answer[],
  key: string,
  value: string,
): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const answer of answers) {
    const name = String(answer[key]);
    found[name] = (found[name] ?? 0) + Number(answer[value]);
  }
  return found;
}

export function sum(answers: readonly Answer[], value: string): number {
  return answers.reduce((total, answer) => total + Number(answer[value]), 0);
}
