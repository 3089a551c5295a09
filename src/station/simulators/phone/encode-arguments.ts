import type { Encoding } from '#core/media/encoding/encoding-choice';

const ENCODERS = { h264: 'libx264', h265: 'libx265' } as const;
/** By which ffmpeg knows such bytes. */
export const FORMATS = { h264: 'h264', h265: 'hevc' } as const;
/** Where no bit rate is asked for. */
const CRF = '23';

/** ffmpeg's arguments behind its input: pictures as they are asked for, a key picture a second, to its stdout. @param fps at most */
export function encodeArguments(codec: 'h264' | 'h265', fps: number, encoding: Encoding): string[] {
  const { width, height, bitsPerSecond } = encoding;
  const scale =
    width !== undefined && height !== undefined
      ? `scale=w='min(iw,${width})':h='min(ih,${height})':force_original_aspect_ratio=decrease:force_divisible_by=2`
      : 'null';
  const bits =
    bitsPerSecond === undefined
      ? ['-crf', CRF]
      : ['-b:v', `${bitsPerSecond}`, '-maxrate', `${bitsPerSecond}`, '-bufsize', `${bitsPerSecond}`];
  const rate = rateOf(fps, encoding);
  const group = `${Math.max(1, Math.round(rate))}`;
  return [
    ...['-an', '-vf', `${scale},fps=${rate}`, '-pix_fmt', 'yuv420p'],
    ...['-c:v', ENCODERS[codec], '-preset', 'ultrafast', '-tune', 'zerolatency', ...bits],
    ...['-g', group, '-keyint_min', group, '-bf', '0', ...(codec === 'h265' ? ['-x265-params', 'log-level=none'] : [])],
    ...['-flush_packets', '1', '-f', FORMATS[codec], 'pipe:1'],
  ];
}

/** Pictures a second. */
export function rateOf(fps: number, { framesPerSecond }: Encoding): number {
  return Math.min(fps, framesPerSecond ?? fps);
}
