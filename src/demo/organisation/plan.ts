import { daySpan } from './moment.ts';
import type { Settings } from './options.ts';
import { mergeFacts, type Plant, type PlantFacts } from './plants/plant.ts';
import { PLANTS } from './plants/plants.ts';
import { Random } from './random.ts';
import { Script } from './script.ts';
import type { World } from './world/stock.ts';

/** What a worker is told of one day. */
export interface DayPlan {
  readonly index: number;
  readonly events: number;
  /** Log files, about; null for CloudTrail's own. */
  readonly files: number | null;
  /** Names of the stories that fit; those of other days have no part in this one. */
  readonly plants: readonly string[];
}

const WEEKEND_VOLUME = 0.72;

/** Divides the events among the days: first what the stories need, the rest by how busy a day is. */
export function planDays(settings: Settings, world: World): readonly DayPlan[] {
  const { plants, needs } = fittingPlants(settings, world);
  const free = settings.events - sum(needs);
  const weights = needs.map((_, index) => volumeOf(settings, index));
  const background = divide(free, weights);
  const events = needs.map((need, index) => need + (background[index] ?? 0));
  const files = settings.files === null ? null : divide(settings.files, events);
  return events.map((count, index) => ({
    index,
    events: count,
    files: files === null ? null : Math.max(1, files[index] ?? 1),
    plants: plants.map((plant) => plant.name),
  }));
}

/** Plays the stories of one day. */
export function playPlants(
  script: Script,
  settings: Settings,
  plants: readonly Plant[],
): PlantFacts {
  script.planting = true;
  const facts = mergeFacts(plants.map((plant) => plant.perform(script, settings)));
  script.planting = false;
  return facts;
}

/** The stories that fit among the events, and how many events they need on each day. */
function fittingPlants(settings: Settings, world: World) {
  const all = needsOf(settings, world, PLANTS);
  if (sum(all) <= settings.events) return { plants: PLANTS, needs: all };
  let plants: readonly Plant[] = [];
  let needs = new Array<number>(settings.days).fill(0);
  for (const plant of PLANTS) {
    const more = needsOf(settings, world, [...plants, plant]);
    if (sum(more) > settings.events) continue;
    plants = [...plants, plant];
    needs = more;
  }
  return { plants, needs };
}

function needsOf(settings: Settings, world: World, plants: readonly Plant[]): number[] {
  return Array.from({ length: settings.days }, (_, index) => {
    const day = daySpan(settings.firstDay, index);
    const script = new Script(world, day, settings.seed, Number.POSITIVE_INFINITY);
    playPlants(script, settings, plants);
    return script.drafts.length;
  });
}

function volumeOf(settings: Settings, index: number): number {
  const { weekend } = daySpan(settings.firstDay, index);
  const mood = 0.92 + new Random(settings.seed, index, 0xda7).float() * 0.16;
  return (weekend ? WEEKEND_VOLUME : 1) * mood;
}

/** Whole parts of `total` by weight that sum up to it exactly. */
function divide(total: number, weights: readonly number[]): readonly number[] {
  const all = sum(weights);
  let seen = 0;
  let given = 0;
  return weights.map((weight) => {
    seen += weight;
    const upTo = Math.round((total * seen) / all);
    const part = upTo - given;
    given = upTo;
    return part;
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
