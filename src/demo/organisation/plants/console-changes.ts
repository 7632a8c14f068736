import { DAY_MS } from '../../../base/time/index.ts';
import type { Body, Call } from '../model.ts';
import { isoSecond, SECOND } from '../moment.ts';
import type { Settings } from '../options.ts';
import type { Script } from '../script.ts';
import { consoleStay } from '../systems/people.ts';
import { subjectOf, terraformRun, workspaceOf } from '../systems/terraform.ts';
import { CHANGES, type Change } from './changes.ts';
import { type ChangeFact, certain, type LaterFact, type Plant, workday } from './plant.ts';

/** When a change falls, and when what became of it: later that day in a period of one day. */
interface Schedule {
  readonly index: number;
  readonly at: number;
  readonly laterIndex: number;
  readonly laterAt: number;
}

function scheduleOf(change: Change, settings: Settings): Schedule {
  const index = workday(settings, change.part);
  const laterIndex = Math.min(settings.days - 1, index + 1);
  const at = (day: number, hour: number) => (settings.firstDay + day) * DAY_MS + hour * 3_600_000;
  return {
    index,
    at: at(index, change.hour) + change.part * 3_000 * SECOND,
    laterIndex,
    laterAt: at(laterIndex, 16),
  };
}

function wholeSecond(at: number): number {
  return Math.floor(at / SECOND) * SECOND;
}

function inConsole(script: Script, change: Change, call: Call, at: number) {
  const stay = consoleStay(script, change.person, change.account);
  return certain(
    script.add(call, stay.callerFor(call), {
      account: change.account,
      region: change.region,
      at: wholeSecond(at),
      body: bodyOf(change),
    }),
  );
}

function byTerraform(script: Script, change: Change, at: number) {
  const run = terraformRun(script, {
    workspace: workspaceOf(change),
    phase: 'apply',
    at: wholeSecond(at),
  });
  return certain(
    script.add(change.call, run.callerFor(change.call), {
      account: change.account,
      region: change.region,
      at: run.from + 20 * SECOND,
      body: bodyOf(change),
    }),
  );
}

function bodyOf(change: Change) {
  return (...input: Parameters<Call['body']>): Body => change.body(...input);
}

function performChange(script: Script, number: number, change: Change, at: number): ChangeFact {
  const draft = inConsole(script, change, change.call, at);
  return {
    change: number,
    person: change.person.email,
    at: isoSecond(draft.at),
    account: draft.account,
    region: draft.region,
    eventID: script.eventId(draft.serial),
    eventName: change.call.name,
    arn: change.arn,
    later: change.later,
  };
}

function performLater(script: Script, number: number, change: Change, at: number): LaterFact {
  const draft = change.undo
    ? inConsole(script, change, change.undo, at)
    : byTerraform(script, change, at + number * 60 * SECOND);
  return {
    change: number,
    at: isoSecond(draft.at),
    account: draft.account,
    actor: change.undo ? change.person.email : subjectOf(workspaceOf(change), 'apply'),
    eventID: script.eventId(draft.serial),
    eventName: draft.call.name,
  };
}

/** A dozen changes by hand, by three people. */
export const consoleChanges: Plant = {
  name: 'consoleChanges',
  perform: (script, settings) => {
    const changes: ChangeFact[] = [];
    const laters: LaterFact[] = [];
    for (const [number, change] of CHANGES.entries()) {
      const when = scheduleOf(change, settings);
      if (script.day.index === when.index) {
        changes.push(performChange(script, number, change, when.at));
      }
      if (change.later !== 'open' && script.day.index === when.laterIndex) {
        laters.push(performLater(script, number, change, when.laterAt));
      }
    }
    return {
      ...(changes.length > 0 && { changes }),
      ...(laters.length > 0 && { laters }),
    };
  },
};
