import type { HostSettings } from '#core/settings/command';

/** The programs of the Raspberry Pi's camera: `rpicam-vid` since 2023, `libcamera-vid` before. */
export const RPICAM_PROGRAMS = ['rpicam-vid', 'libcamera-vid'] as const;

/** From this rate on H.264 needs level 4.2 and no denoising by the processor (Raspberry Pi documentation, “Capture high framerate video”). */
const FAST_FPS = 60;

/** What of the settings matters to these programs. */
export type RpicamSettings = Pick<
  HostSettings,
  'cameraNumber' | 'width' | 'height' | 'fps' | 'bitrate' | 'profile' | 'intra' | 'rotation' | 'hdr'
>;

/**
 * Arguments of `rpicam-vid`, for H.264 on its standard output with as little delay as it can have. What each does is said in
 * the Raspberry Pi documentation (“rpicam-apps”: video options, common options, libav options) and in the program's source:
 *
 * - `--flush` writes each picture at once (`output/file_output.cpp`: `fflush` behind each `fwrite`).
 * - `--inline` writes the parameter sets before every key picture, for the hardware's encoder; libx264 under libav does so by
 *   itself where the format is bare H.264, which has no global header.
 * - `--denoise cdn_off` leaves out what costs time in the picture's way.
 * - Hardware encodes by `--codec h264`. Software is `--codec libav` with libx264, whose preset the program sets to `superfast`
 *   with a B picture and threads over pictures, each of which holds a picture back (`encoder/libav_encoder.cpp`); the options
 *   of `--libav-video-codec-opts` are applied after and take all that back. `--low-latency` would do the same, and older
 *   versions refuse it. `--libav-format h264` is needed, since standard output has no ending by which a format is known.
 */
export function rpicamArguments(settings: RpicamSettings, encoder: 'hardware' | 'software'): string[] {
  const { cameraNumber, width, height, fps, bitrate, profile, intra, rotation, hdr } = settings;
  return [
    ...['--nopreview', '--timeout', '0', '--camera', `${cameraNumber}`],
    ...['--width', `${width}`, '--height', `${height}`, '--framerate', `${fps}`],
    ...['--bitrate', `${bitrate}`, '--profile', profile, '--intra', `${intra}`],
    ...(rotation === '0' ? [] : ['--rotation', rotation]),
    ...['--hdr', hdr, '--denoise', 'cdn_off', '--inline', '--flush'],
    ...(fps >= FAST_FPS ? ['--level', '4.2'] : []),
    ...(encoder === 'hardware' ? ['--codec', 'h264'] : SOFTWARE),
    ...['--output', '-'],
  ];
}

const SOFTWARE = [
  ...['--codec', 'libav', '--libav-format', 'h264', '--libav-video-codec', 'libx264'],
  ...['--libav-video-codec-opts', 'preset=ultrafast;tune=zerolatency;bf=0;thread_type=slice'],
];
