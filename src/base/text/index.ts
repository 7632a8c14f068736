export {
  cellText,
  formatBytes,
  formatCount,
  formatSeconds,
  nearest,
  plural,
  visible,
} from './text.ts';
