import type { Colour } from '#core/colour/colour';
import { ffmpegScaleMatrix, ffmpegSetLimited } from '#core/colour/names';

/** Pictures between key pictures of what is encoded: a newcomer decodes what came since the last. Two seconds at 30 a second. */
const GROUP = '60';
const KEYS = ['-force_key_frames', 'source', '-forced-idr', '1'];

/**
 * Arguments for an ffmpeg that turns H.265 on its stdin into H.264 on its stdout and holds no picture back. It hands on the
 * SEI messages of unregistered user data (`-udu_sei`), which say which picture is which.
 *
 * @param colour of the pictures; those that come out are of the same, in limited range, and say so
 * @param keepsKeys what was a key picture is one
 */
export function h264Arguments(colour: Colour, { keepsKeys = false } = {}): string[] {
  const matrix = ffmpegScaleMatrix(colour);
  const colours = `in_color_matrix=${matrix}:out_color_matrix=${matrix}:in_range=${colour.fullRange ? 'pc' : 'tv'}:out_range=tv`;
  const filters = ['setpts=N/30/TB', `scale=${colours}`, 'format=yuv420p', ffmpegSetLimited(colour)];
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin'],
    // As `jpegArguments`: nothing is read ahead.
    ...['-probesize', '32', '-analyzeduration', '0', '-fpsprobesize', '0'],
    // Threads over parts of a picture hold none back, as threads over pictures would.
    ...['-thread_type', 'slice', '-threads', '2', '-flags', 'low_delay', '-f', 'hevc', '-i', 'pipe:0'],
    // Pictures are counted instead of timed, so that none that was decoded out of order is too late for the encoder. Every
    // decoder takes 8 bit 4:2:0.
    ...['-an', '-vf', filters.join(','), '-fps_mode', 'passthrough'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-threads', '2', '-crf', '21'],
    ...['-g', GROUP, '-bf', '0', '-udu_sei', '1', ...(keepsKeys ? KEYS : [])],
    ...['-flush_packets', '1', '-f', 'h264', 'pipe:1'],
  ];
}
