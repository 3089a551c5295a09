import { FPS } from './flight-path.mjs';

/**
 * What a Pi 4 writes, as near as x264 comes: High profile, no B pictures (so pic_order_cnt_type 2), one reference, an IDR
 * with parameter sets every second, bitstream_restriction in the VUI, no delimiters and no SEI, one slice a picture.
 * Two passes, because the file must stay small and time does not matter.
 */
export function encoderArguments(input, output, pass) {
  const options = [
    `keyint=${FPS}`,
    `min-keyint=${FPS}`,
    'scenecut=0',
    'open-gop=0',
    'bframes=0',
    'ref=1',
    'weightp=0',
    'repeat-headers=1',
    'aud=0',
    'slices=1',
    'sliced-threads=0',
    'level=4.0',
    'vbv-maxrate=2600',
    'vbv-bufsize=2600',
  ];
  return [
    ...['-v', 'error', '-y', '-i', input, '-an', '-vf', 'scale=out_color_matrix=smpte170m,format=yuv420p'],
    ...['-c:v', 'libx264', '-profile:v', 'high', '-preset', 'veryslow', '-b:v', '1780k', '-pass', `${pass}`],
    ...['-x264-params', options.join(':'), '-bsf:v', 'filter_units=remove_types=6'],
    ...(pass === 1 ? ['-f', 'null', '-'] : ['-f', 'h264', output]),
  ];
}
