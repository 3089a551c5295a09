import type { VideoConfig } from './messages';

/** The `type` of the message. */
const VIDEO_CONFIG = 'video_config';
/** Longest name that a producer may give itself. */
const LONGEST_SOURCE = 100;

/**
 * Reads the producer's text message.
 *
 * @returns `undefined` where it is anything else.
 */
export function readVideoConfig(text: string): VideoConfig | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null || !('type' in json) || json.type !== VIDEO_CONFIG) return undefined;
  const format = 'format' in json && typeof json.format === 'string' ? json.format : 'h264';
  const source = 'source' in json && typeof json.source === 'string' ? json.source.slice(0, LONGEST_SOURCE) : '';
  return { format: format.toLowerCase(), source };
}

/** Writes it as a producer does. */
export function writeVideoConfig({ format, source }: VideoConfig): string {
  return JSON.stringify({ type: VIDEO_CONFIG, format, source });
}
