import type { NotifySettings, SinkSettings } from '../../base/config/index.ts';
import { defaultEffects, type Effects } from '../../base/effects/index.ts';
import { AppError, messageOf } from '../../base/errors/index.ts';
import { openHttp } from './http.ts';
import type { Outcome } from './outcome.ts';
import { openSecrets } from './secrets.ts';
import type { Sink, SinkTools } from './sink.ts';
import { SINKS } from './sinks.ts';
import { openTargets } from './targets.ts';

/** Where the sink `stdout` writes. */
export type Write = SinkTools['write'];

/** The sinks of the settings by their names, without asking any of them. */
export function openSinks(
  { sinks, allowPrivate }: NotifySettings,
  write: Write,
  effects: Effects = defaultEffects,
): ReadonlyMap<string, Sink> {
  const targets = openTargets(allowPrivate);
  const http = openHttp(targets);
  const tools = { http, targets, secrets: openSecrets(effects), now: effects.now, write };
  return new Map(Object.entries(sinks).map(([name, one]) => [name, openSink(one, tools)]));
}

/** One sink: what it throws becomes an outcome, and no secret leaves it. */
export function openSink(settings: SinkSettings, tools: SinkTools): Sink {
  const sink = SINKS[settings.type].open(settings, tools);
  return {
    capabilities: sink.capabilities,
    send: async (notice, order) => {
      try {
        return withoutSecrets(await sink.send(notice, order), tools);
      } catch (error) {
        return withoutSecrets(thrownOutcome(error), tools);
      }
    },
  };
}

function thrownOutcome(error: unknown): Outcome {
  const isSecret = error instanceof AppError && error.code === 'TG_CONFIG_SECRET';
  return { is: isSecret ? 'broken' : 'retry', reason: messageOf(error) };
}

function withoutSecrets(outcome: Outcome, { secrets }: SinkTools): Outcome {
  if (outcome.is === 'done') return outcome;
  const reason = secrets.redact(outcome.reason);
  if (outcome.is !== 'refused') return { ...outcome, reason };
  return { ...outcome, reason, answer: secrets.redact(outcome.answer) };
}
