import { AppError } from '../../base/errors/index.ts';

/** Ctrl-C: the first asks the work to end at its next commit, the second ends the process at once. */
export function interruptSignal(onFirst: () => void): {
  readonly signal: AbortSignal;
  stop(): void;
} {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(130);
    onFirst();
    controller.abort(new AppError('TG_CLI_INTERRUPTED', 'Interrupted.'));
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    stop: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
