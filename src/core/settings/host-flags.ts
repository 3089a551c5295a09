import { text } from '../texts/text';
import { isLoopback, parseEndpoint } from './endpoint';
import { filePath, number, oneOf, parsed, port, toggle } from './flag';
import { BAUD_RATES, isDevicePath } from './serial-device';
import type { FlagTable } from './values';

/** What the camera is: a row of the host's table of cameras each. */
export const HOST_CAMERAS = ['rpicam', 'v4l2', 'file', 'test'] as const;
export type HostCamera = (typeof HOST_CAMERAS)[number];

/** Where the host has MAVLink from. */
export type HostMavlink =
  | { readonly kind: 'off' }
  | { readonly kind: 'udp' | 'tcp'; readonly address: string; readonly port: number }
  | { readonly kind: 'serial'; readonly device: string; readonly baud: string };

/** Reads `off`, `udp://ADDR:PORT`, `tcp://ADDR:PORT` or `serial:DEVICE[:BAUD]`. */
export function parseHostMavlink(value: string): HostMavlink | undefined {
  if (value === 'off') return { kind: 'off' };
  const [, device, baud = BAUD_RATES[0]] = /^serial:(\/.{1,500}?)(?::(\d{3,8}))?$/.exec(value) ?? [];
  if (device !== undefined)
    return isDevicePath(device) && BAUD_RATES.some((rate) => rate === baud)
      ? { kind: 'serial', device, baud }
      : undefined;
  const net = /^(udp|tcp):\/\/(.+)$/.exec(value);
  const endpoint = net && parseEndpoint(net[2] ?? '');
  if (!endpoint) return undefined;
  return { kind: net[1] === 'udp' ? 'udp' : 'tcp', ...endpoint };
}

/** The settings of `groundglass host`. */
export const HOST_FLAGS = {
  camera: { kind: oneOf(...HOST_CAMERAS), description: 'host.camera.about', default: 'rpicam' },
  cameraNumber: { kind: number('N', 0, 15), description: 'host.cameraNumber.about', default: 0 },
  device: { kind: filePath, description: 'host.device.about', default: '/dev/video0' },
  deviceFormat: {
    kind: oneOf('auto', 'h264', 'mjpeg', 'raw'),
    description: 'host.deviceFormat.about',
    default: 'auto',
  },
  clip: { kind: filePath, description: 'host.clip.about' },
  width: { kind: number('PX', 64, 4096), description: 'host.width.about', default: 640 },
  height: { kind: number('PX', 64, 4096), description: 'host.height.about', default: 480 },
  fps: { kind: number('N', 1, 120, false), description: 'host.fps.about', default: 30 },
  bitrate: { kind: number('BIT/S', 100_000, 50_000_000), description: 'host.bitrate.about', default: 2_000_000 },
  profile: { kind: oneOf('baseline', 'main', 'high'), description: 'host.profile.about', default: 'baseline' },
  intra: { kind: number('N', 1, 600), description: 'host.intra.about', default: 15 },
  rotation: { kind: oneOf('0', '180'), description: 'host.rotation.about', default: '0' },
  hdr: { kind: oneOf('off', 'auto', 'sensor', 'single-exp'), description: 'host.hdr.about', default: 'off' },
  encoder: { kind: oneOf('auto', 'hardware', 'software'), description: 'host.encoder.about', default: 'auto' },
  ffmpeg: { kind: filePath, description: 'host.ffmpeg.about' },
  listen: {
    kind: parsed('ADDR', text('allowed.ownAddress'), (value) =>
      isLoopback(value) || /^[0-9a-fA-F:.]{2,45}$/.test(value) ? value : undefined,
    ),
    description: 'host.listen.about',
    default: '0.0.0.0',
  },
  videoPort: { kind: port(true), description: 'host.videoPort.about', default: 8000 },
  telemetryPort: { kind: port(true), description: 'host.telemetryPort.about', default: 8001 },
  telemetryRate: { kind: number('HZ', 1, 50), description: 'host.telemetryRate.about', default: 10 },
  mavlink: {
    kind: parsed('WHERE', text('allowed.hostMavlink'), parseHostMavlink),
    description: 'host.mavlink.about',
    default: 'udp://127.0.0.1:14550',
  },
  onDemand: { kind: toggle, description: 'host.onDemand.about', default: false },
  noMarks: { kind: toggle, description: 'host.noMarks.about', default: false },
  noAdvertise: { kind: toggle, description: 'host.noAdvertise.about', default: false },
  check: { kind: toggle, description: 'host.check.about', default: false },
  status: { kind: toggle, description: 'host.status.about', default: false },
  logLevel: {
    kind: oneOf('error', 'warn', 'info', 'debug'),
    description: 'host.logLevel.about',
    default: 'info',
  },
} as const satisfies FlagTable;
