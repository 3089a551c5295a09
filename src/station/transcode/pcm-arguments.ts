/**
 * Arguments for an ffmpeg that turns fragmented MP4 with one track of sound on its stdin into PCM of 16 bits on its stdout,
 * each packet's samples as soon as the packet is there.
 */
export function pcmArguments({ rateHz, channels }: { readonly rateHz: number; readonly channels: number }): string[] {
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin'],
    // As `jpegArguments`: nothing is read ahead.
    ...['-probesize', '32', '-analyzeduration', '0', '-fpsprobesize', '0', '-f', 'mov', '-i', 'pipe:0', '-vn'],
    // A packet that cannot be decoded is silence of its length: what comes after it keeps its time.
    ...['-af', 'aresample=async=1:min_hard_comp=0.005', '-ar', `${rateHz}`, '-ac', `${channels}`],
    ...['-flush_packets', '1', '-f', 's16le', 'pipe:1'],
  ];
}
