import type { HostSettings } from '#core/settings/command';
import { outputOf } from '../program/output-of';

/** What a camera of Video4Linux gives: by ffmpeg's names of its formats. */
export type DeviceFormat = 'h264' | 'mjpeg' | 'raw';

/** What of the settings matters to such a camera. */
export type V4l2Settings = Pick<HostSettings, 'device' | 'width' | 'height' | 'fps' | 'bitrate' | 'profile' | 'intra'>;

/** The best that a camera offers, by what ffmpeg lists of it (`-list_formats all`); raw where that says nothing. */
export function bestFormat(listed: string): DeviceFormat {
  if (/:\s+h264\s+:/.test(listed)) return 'h264';
  return /:\s+mjpeg\s+:/.test(listed) ? 'mjpeg' : 'raw';
}

/** Asks the camera what it offers. */
export async function deviceFormatOf(ffmpeg: string, device: string): Promise<DeviceFormat> {
  const listed = await outputOf(ffmpeg, ['-hide_banner', '-f', 'v4l2', '-list_formats', 'all', '-i', device]);
  return bestFormat(listed ?? '');
}

/**
 * Arguments of ffmpeg for a camera of Video4Linux (`ffmpeg-devices`, video4linux2). H.264 is passed on as the camera encodes
 * it, with the parameter sets before each key picture (`dump_extra`); anything else is encoded by libx264 without a picture of
 * delay. Nothing is read ahead: a camera needs no probing.
 */
export function v4l2Arguments(settings: V4l2Settings, format: DeviceFormat): string[] {
  const { device, width, height, fps, bitrate, profile, intra } = settings;
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin'],
    ...['-fflags', 'nobuffer', '-probesize', '32', '-analyzeduration', '0', '-fpsprobesize', '0'],
    ...['-f', 'v4l2', ...(format === 'raw' ? [] : ['-input_format', format])],
    ...['-framerate', `${fps}`, '-video_size', `${width}x${height}`, '-i', device, '-an'],
    ...(format === 'h264'
      ? ['-c:v', 'copy', '-bsf:v', 'dump_extra=freq=keyframe']
      : [
          ...['-vf', 'format=yuv420p', '-fps_mode', 'passthrough'],
          ...['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-profile:v', profile],
          ...['-b:v', `${bitrate}`, '-maxrate', `${bitrate}`, '-bufsize', `${Math.round(bitrate / 2)}`],
          ...['-g', `${intra}`, '-keyint_min', `${intra}`, '-bf', '0', '-sc_threshold', '0'],
        ]),
    ...['-flush_packets', '1', '-f', 'h264', 'pipe:1'],
  ];
}
