import type { Level } from '../../telemetry/levels';

/** `#rrggbb`; the outline is what every other colour is seen against, whatever the picture shows. */
export const PALETTE = {
  /** Lines and values. */
  bright: '#7dffb2',
  /** Labels and units. */
  dim: '#b9d6c6',
  /** The fixed vehicle of the attitude indicator, apart from the lines that move. */
  vehicle: '#fff3c4',
  /** Values that are no longer fresh. */
  stale: '#8b9c93',
  caution: '#ffb627',
  warning: '#ff6b5e',
  outline: '#04100b',
} as const;

/** Tints behind the lines, thin enough to see the picture through. */
export const TINT = {
  card: 'rgba(4, 16, 11, 0.42)',
  plate: 'rgba(4, 16, 11, 0.62)',
  sky: 'rgba(64, 148, 255, 0.24)',
  ground: 'rgba(128, 78, 24, 0.34)',
} as const;

/** The colour of a label. */
export function labelColour(stale: boolean): string {
  return stale ? PALETTE.stale : PALETTE.dim;
}

/** The colour of a value. Staleness wins; the sign of a caution or warning stays beside the dimmed value. */
export function valueColour(level: Level, stale: boolean): string {
  if (stale) return PALETTE.stale;
  return level === 'normal' ? PALETTE.bright : PALETTE[level];
}
