import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  attributeLake,
  breaches,
  Chains,
  type Contracts,
  systemsOverview,
} from '../src/analysis/callers/index.ts';
import { openDesk } from '../src/query/desk/index.ts';
import type { CallAttribution, Engine } from '../src/query/engine/index.ts';
import { benchLake } from './lake.ts';
import { addNewCallers, callersHome, madeUpSessions } from './made-up-callers.ts';
import { measureStep, medianOf, printTable, rowOf } from './measure.ts';

const WARM_RUNS = 5;
const SESSIONS = 100_000;

/** What it costs to know who called: attributing callers, the table of systems, chains of roles, contracts. */
export async function benchCallers({ small }: { readonly small: boolean }): Promise<void> {
  const count = small ? 100_000 : 1_000_000;
  const attributed = await attributeAll(count);
  const { home, trail } = await benchLake({ small, events: 10_000_000 });
  const systems = await medianAsked(home, (engine, who) => systemsOverview(engine, who, {}));
  const chains = await medianOf(WARM_RUNS, async () => followAll());
  const usual = await benchLake({ small });
  const contracts = await medianAsked(usual.home, (engine) => breaches(engine, CONTRACTS, {}));
  const millions = trail.events / 1e6;
  const seconds = { unit: 's' };
  printTable(`Callers: ${count / 1e6} M callers, ${millions} M events`, [
    rowOf('attribute 1 M distinct callers', (attributed.first / count) * 1000, {
      ...{ floor: 20, target: 10, ...seconds },
    }),
    rowOf('`systems` over 10 M events', (systems / millions / 1000) * 10, {
      ...{ floor: 2, target: 1, ...seconds },
    }),
    rowOf('chains of 100 k sessions', chains / 1000, { floor: 5, target: 1, ...seconds }),
  ]);
  process.stdout.write(
    `\nattributing takes ${attributed.megabytes.toFixed(0)} MB at most, after a commit of 1,000 callers ` +
      `${attributed.more.toFixed(0)} ms, without one ${attributed.kept.toFixed(0)} ms; ` +
      `contracts of ${Object.keys(CONTRACTS).length} systems over ${usual.trail.events / 1e6} M events ${contracts.toFixed(0)} ms\n`,
  );
}

/** Milliseconds: from nothing, with nothing new, after a commit. */
interface AttributedIn {
  readonly first: number;
  readonly kept: number;
  readonly more: number;
  readonly megabytes: number;
}

/** Each in a process of its own, as commands are; its start is not counted. */
async function attributeAll(count: number): Promise<AttributedIn> {
  const home = callersHome(count);
  rmSync(join(home, 'derived'), { recursive: true, force: true });
  const { output: first, megabytes } = await measureStep('attribute', home);
  const { output: kept } = await measureStep('attribute', home);
  addNewCallers(home, count);
  const { output: more } = await measureStep('attribute', home);
  return { first: Number(first), kept: Number(kept), more: Number(more), megabytes };
}

/** What a command does between its start and its first line. */
async function medianAsked(
  home: string,
  ask: (engine: Engine, who: CallAttribution) => Promise<unknown>,
): Promise<number> {
  return medianOf(WARM_RUNS, async () => {
    const who = attributeLake(home, []);
    const engine = await openDesk({ home, attribution: () => who });
    await ask(engine, who);
    await engine.close();
  });
}

function followAll(): void {
  const sessions = madeUpSessions(SESSIONS);
  const chains = new Chains(sessions);
  for (const { accessKeyId } of sessions) chains.of(accessKeyId);
}

const CONTRACTS: Contracts = {
  Monitoring: { regions: ['eu-*', 'us-east-1'], readonly: true },
  'Deployment pipeline': { services: ['sts.*', 's3.*', 'ecs.*', 'ecr.*', 'lambda.*'] },
  'Terraform Enterprise': { actions: ['ec2:*', 's3:*', 'iam:*', 'sts:*'], regions: ['eu-west-1'] },
};
