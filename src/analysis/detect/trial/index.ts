export {
  type TrialCase,
  type TrialFile,
  type TrialOptions,
  type TrialResult,
  tryRules,
} from './trial.ts';
