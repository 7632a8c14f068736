import type { DaySpan } from './moment.ts';
import type { Random } from './random.ts';
import type { Script } from './script.ts';
import { applicationRoutines } from './systems/application.ts';
import { serviceHeartbeat, serviceRoutines } from './systems/aws-services.ts';
import { clusterRoutines } from './systems/cluster.ts';
import { monitoringRoutines } from './systems/monitoring.ts';
import { peopleRoutines } from './systems/people.ts';
import { pipelineRoutines } from './systems/pipeline.ts';
import { terraformRoutines } from './systems/terraform.ts';
import type { Rhythm, Routine } from './systems/workload.ts';
import { type Weighted, weighted } from './weighted.ts';

const ROUTINES: readonly Routine[] = [
  ...clusterRoutines,
  ...monitoringRoutines,
  ...terraformRoutines,
  ...pipelineRoutines,
  ...applicationRoutines,
  ...serviceRoutines,
  ...peopleRoutines,
];

/** What office work is left on a Saturday or Sunday. */
const WEEKEND_PART = 0.08;

// Hours of the day, UTC, and how much of the office's work falls into each.
// biome-ignore format: a table
const OFFICE_HOURS = weighted<number>([
  [5, 1], [6, 3], [7, 7], [8, 10], [9, 12], [10, 12], [11, 10], [12, 7], [13, 10], [14, 12],
  [15, 11], [16, 8], [17, 5], [18, 3], [19, 2], [20, 1], [22, 0.3],
]);

/** Fills the script up to its limit with what goes on every day. */
export function playBackground(script: Script): void {
  const routines = routinesOf(script.day);
  while (!script.full) {
    const routine = routines.choose(script.random);
    routine.perform(script, timeFor(routine.rhythm, script.day, script.random));
  }
  script.reopen();
  while (!script.full) serviceHeartbeat(script);
}

function routinesOf(day: DaySpan): Weighted<Routine> {
  return weighted(
    ROUTINES.map((routine) => {
      const part = routine.rhythm === 'office' && day.weekend ? WEEKEND_PART : 1;
      return [routine, (routine.share * part) / routine.grain] as const;
    }),
  );
}

function timeFor(rhythm: Rhythm, day: DaySpan, random: Random): number {
  const second =
    rhythm === 'steady'
      ? random.int(86_400)
      : OFFICE_HOURS.choose(random) * 3600 + random.int(3600);
  return day.start + second * 1000;
}
