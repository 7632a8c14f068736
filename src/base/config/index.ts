export {
  type ConfigFlags,
  configJsonSchema,
  type LoadedConfig,
  loadConfig,
  type Origin,
} from './config.ts';
export type { Contract } from './contracts.ts';
export type { DetectionSettings } from './detections.ts';
export type { Enrichment } from './enrichment.ts';
export type { NotifySettings, PrivateTarget } from './notify.ts';
export type { DigestSchedule, Route, RouteHours } from './notify-routes.ts';
export type { SettingsOf, SinkSettings, SinkType } from './notify-sinks.ts';
export type { Config, TrailConfig } from './schema.ts';
export { resolveReferences } from './secrets.ts';
export { type SystemCondition, type SystemRule, systemRule } from './systems.ts';
