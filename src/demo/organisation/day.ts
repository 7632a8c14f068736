import { type Chronicle, Chronicler } from './alerts/chronicle.ts';
import { playBackground } from './background.ts';
import { deliver } from './delivery.ts';
import { daySpan, isoSecond } from './moment.ts';
import { createObjectWriter } from './object-keys.ts';
import type { Settings } from './options.ts';
import { type DayPlan, playPlants } from './plan.ts';
import type { PlantFacts } from './plants/plant.ts';
import { PLANTS } from './plants/plants.ts';
import { Random } from './random.ts';
import { createRecordWriter } from './record.ts';
import { type IssuedSession, Script } from './script.ts';
import { type DayCounts, Tally } from './tally.ts';
import type { TruthSession } from './truth.ts';
import type { World } from './world/stock.ts';

/** More sessions than this are not told one by one. */
export const MOST_SESSIONS = 5000;

/** What a worker tells of a written day. */
export interface DayResult extends DayCounts {
  readonly index: number;
  readonly events: number;
  readonly files: number;
  readonly bytes: number;
  readonly duplicates: number;
  readonly sessionCount: number;
  readonly plantedSessions: readonly TruthSession[];
  /** None when there are more than `MOST_SESSIONS`. */
  readonly allSessions: readonly TruthSession[];
  readonly facts: PlantFacts;
  readonly chronicle: Chronicle;
}

/** Told now and then while a day is written. */
export interface Progress {
  readonly events: number;
  readonly files: number;
}

const PROGRESS_STEP = 20_000;

/** Makes up one day and writes its log files. The day alone, with seed and options, decides the bytes. */
export function writeDay(
  settings: Settings,
  world: World,
  plan: DayPlan,
  onProgress: (done: Progress) => void,
): DayResult {
  const day = daySpan(settings.firstDay, plan.index);
  const script = new Script(world, day, settings.seed, plan.events);
  const plants = PLANTS.filter(({ name }) => plan.plants.includes(name));
  const facts = playPlants(script, settings, plants);
  playBackground(script);
  const written = writeFiles(settings, script, plan.files, onProgress);
  const told = (sessions: readonly IssuedSession[]) => sessions.map((one) => truthOf(script, one));
  return {
    ...written,
    index: plan.index,
    events: script.drafts.length,
    sessionCount: script.sessions.length,
    plantedSessions: told(script.sessions.filter(({ planted }) => planted)),
    allSessions: script.sessions.length < MOST_SESSIONS ? told(script.sessions) : [],
    facts,
  };
}

function writeFiles(
  settings: Settings,
  script: Script,
  fileTarget: number | null,
  onProgress: (done: Progress) => void,
) {
  const writeRecord = createRecordWriter(settings.seed, script.day.index, script.world);
  const writeObject = createObjectWriter(settings.dir);
  const files = deliver(
    script.drafts,
    fileTarget,
    new Random(settings.seed, script.day.index, 0xde11),
  );
  const tally = new Tally();
  const chronicler = new Chronicler(script);
  let [bytes, duplicates] = [0, 0];
  let untold = { events: 0, files: 0 };
  for (const file of files) {
    const records: string[] = [];
    for (const draft of file.drafts) {
      const record = writeRecord(draft);
      tally.count(draft, record);
      chronicler.note(draft, record.errorCode);
      records.push(record.json);
    }
    for (const copy of file.copies) records.push(writeRecord(copy).json);
    bytes += writeObject({ ...file, kind: 'CloudTrail' }, records);
    duplicates += file.copies.length;
    untold = { events: untold.events + file.drafts.length, files: untold.files + 1 };
    if (untold.events < PROGRESS_STEP) continue;
    onProgress(untold);
    untold = { events: 0, files: 0 };
  }
  onProgress(untold);
  const chronicle = chronicler.finish();
  return { ...tally.finish(), chronicle, files: files.length, bytes, duplicates };
}

function truthOf(script: Script, session: IssuedSession): TruthSession {
  return {
    accessKeyId: session.accessKeyId,
    principalArn: session.principalArn,
    parent: session.parent,
    origin: session.origin,
    actor: session.actor,
    startedAt: isoSecond(session.startedAt),
    eventID: script.eventId(session.serial),
  };
}
