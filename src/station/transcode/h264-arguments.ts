/** Pictures between key pictures of what is encoded: a newcomer decodes what came since the last. Two seconds at 30 a second. */
const GROUP = '60';
const KEYS = ['-force_key_frames', 'source', '-forced-idr', '1'];

/**
 * Arguments for an ffmpeg that turns H.265 on its stdin into H.264 on its stdout and holds no picture back. It hands on the
 * SEI messages of unregistered user data (`-udu_sei`), which say which picture is which.
 *
 * @param keepsKeys what was a key picture is one
 */
export function h264Arguments({ keepsKeys = false } = {}): string[] {
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin'],
    // As `jpegArguments`: nothing is read ahead.
    ...['-probesize', '32', '-analyzeduration', '0', '-fpsprobesize', '0'],
    // Threads over parts of a picture hold none back, as threads over pictures would.
    ...['-thread_type', 'slice', '-threads', '2', '-flags', 'low_delay', '-f', 'hevc', '-i', 'pipe:0'],
    // Pictures are counted instead of timed, so that none that was decoded out of order is too late for the encoder. Every
    // decoder takes 8 bit 4:2:0.
    ...['-an', '-vf', 'setpts=N/30/TB', '-fps_mode', 'passthrough', '-pix_fmt', 'yuv420p'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-threads', '2', '-crf', '21'],
    ...['-g', GROUP, '-bf', '0', '-udu_sei', '1', ...(keepsKeys ? KEYS : [])],
    ...['-flush_packets', '1', '-f', 'h264', 'pipe:1'],
  ];
}
