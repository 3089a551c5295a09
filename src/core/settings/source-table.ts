import { text } from '../texts/text';
import { parseEndpoint } from './endpoint';
import { number, oneOf, parsed, port } from './flag';
import { BAUD_RATES } from './serial-device';
import type { DialledSource, SourceRow } from './source-row';

/** Of every way that MAVLink comes. */
const MAVLINK_PARAMETERS = {
  system: { kind: number('N', 1, 255), fallback: '', label: 'sources.mavlinkSystem' },
  silent: { kind: oneOf('0', '1'), fallback: '', label: 'sources.mavlinkSilent' },
} as const;

/** Of RTSP, over whatever it goes. */
const RTSP_PARAMETERS = {
  transport: { kind: oneOf('tcp', 'udp'), fallback: '', label: 'sources.rtspTransport' },
  reorder: { kind: number('MS', 0, 1000), fallback: '', label: 'sources.rtpReorder' },
} as const;

/** Of MPEG-TS, however it comes. */
const MPEGTS_PARAMETERS = {
  program: { kind: number('N', 1, 65_535), fallback: '', label: 'sources.mpegtsProgram' },
} as const;

/** An IPv4 or IPv6 address, without brackets. */
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f.]*:[\da-f:.]*)$/i;

/**
 * Every source that there is, by its id: the scheme of its URL where the station dials it, the name of its protocol where it
 * accepts. `--source`, “Add a camera”, the kinds of streams and the documents are made of this table;
 * `src/station/sources/registry.ts` makes the sources.
 */
export const SOURCES = {
  pi: {
    way: 'dial',
    title: 'sources.pi',
    about: 'sources.pi.about',
    kind: 'pi',
    can: {},
    example: 'pi://192.168.1.100:8000?telemetry=8001&name=Rover',
    port: 8000,
    path: false,
    parameters: { telemetry: { kind: port(), fallback: '8001', label: 'sources.telemetryPort' } },
  },
  'pi+ws': {
    way: 'dial',
    title: 'sources.pi+ws',
    about: 'sources.pi+ws.about',
    kind: 'pi',
    can: {},
    example: 'pi+ws://192.168.1.100:8765?telemetry=8764',
    port: 8765,
    path: false,
    hasCredentials: true,
    parameters: { telemetry: { kind: port(), fallback: '8764', label: 'sources.telemetryPort' } },
  },
  'jpeg+ws': {
    way: 'dial',
    title: 'sources.jpeg+ws',
    about: 'sources.jpeg+ws.about',
    kind: 'jpeg',
    can: {},
    example: 'jpeg+ws://192.168.1.100:5000/ws/viewer/camera-1?quality=medium',
    port: 5000,
    path: true,
    hasCredentials: true,
    hasForeign: true,
    parameters: { quality: { kind: oneOf('low', 'medium', 'high'), fallback: '', label: 'sources.quality' } },
  },
  'subscribe+ws': {
    way: 'dial',
    title: 'sources.subscribe+ws',
    about: 'sources.subscribe+ws.about',
    kind: 'push',
    can: {},
    example: 'subscribe+ws://192.168.1.100:3000/ws/video?vehicleId=013912345678&channel=1',
    port: 3000,
    path: true,
    hasCredentials: true,
    hasForeign: true,
    parameters: {
      vehicleId: {
        kind: parsed('ID', text('allowed.from1To200'), (value) =>
          value.length > 0 && value.length <= 200 ? value : undefined,
        ),
        fallback: '',
        label: 'sources.vehicle',
        required: true,
      },
      channel: { kind: number('N', 0, 255), fallback: '1', label: 'sources.channel' },
    },
  },
  'mavlink+udp': {
    way: 'dial',
    title: 'sources.mavlink+udp',
    about: 'sources.mavlink+udp.about',
    kind: 'mavlink',
    gives: 'telemetry',
    can: {},
    example: 'mavlink+udp://0.0.0.0:14550?system=1',
    port: 14550,
    path: false,
    parameters: {
      to: {
        kind: parsed('HOST:PORT', text('allowed.hostAndPort'), (value) =>
          parseEndpoint(value)?.port ? value : undefined,
        ),
        fallback: '',
        label: 'sources.mavlinkTo',
      },
      ...MAVLINK_PARAMETERS,
    },
  },
  'mavlink+tcp': {
    way: 'dial',
    title: 'sources.mavlink+tcp',
    about: 'sources.mavlink+tcp.about',
    kind: 'mavlink',
    gives: 'telemetry',
    can: {},
    example: 'mavlink+tcp://192.168.1.100:5760',
    port: 5760,
    path: false,
    parameters: MAVLINK_PARAMETERS,
  },
  'mavlink+serial': {
    way: 'dial',
    title: 'sources.mavlink+serial',
    about: 'sources.mavlink+serial.about',
    kind: 'mavlink',
    gives: 'telemetry',
    can: {},
    example: 'mavlink+serial:///dev/ttyUSB0?baud=57600',
    device: true,
    port: 0,
    path: true,
    parameters: {
      baud: { kind: oneOf(...BAUD_RATES), fallback: BAUD_RATES[0], label: 'sources.baud' },
      ...MAVLINK_PARAMETERS,
    },
  },
  rtp: {
    way: 'dial',
    title: 'sources.rtp',
    about: 'sources.rtp.about',
    kind: 'rtp',
    can: { listens: true },
    captureIsRelative: true,
    example: 'rtp://0.0.0.0:5600?codec=h264',
    port: 5600,
    path: false,
    parameters: {
      codec: { kind: oneOf('h264', 'h265'), fallback: '', label: 'sources.rtpCodec' },
      reorder: { kind: number('MS', 0, 1000), fallback: '', label: 'sources.rtpReorder' },
      sdp: {
        kind: parsed('FILE', text('allowed.sdpFile'), (value) =>
          /\.sdp$/i.test(value) && value.length <= 300 ? value : undefined,
        ),
        fallback: '',
        label: 'sources.rtpSdp',
      },
      from: {
        kind: parsed('ADDRESS', text('allowed.address'), (value) => (ADDRESS.test(value) ? value : undefined)),
        fallback: '',
        label: 'sources.rtpFrom',
      },
    },
  },
  rtsp: {
    way: 'dial',
    title: 'sources.rtsp',
    about: 'sources.rtsp.about',
    kind: 'rtp',
    can: {},
    captureIsRelative: true,
    example: 'rtsp://192.168.1.64:554/Streaming/Channels/101',
    port: 554,
    path: true,
    hasCredentials: true,
    hasForeign: true,
    parameters: RTSP_PARAMETERS,
  },
  rtsps: {
    way: 'dial',
    title: 'sources.rtsps',
    about: 'sources.rtsps.about',
    kind: 'rtp',
    can: {},
    captureIsRelative: true,
    example: 'rtsps://cameras.example.org:322/gate',
    port: 322,
    path: true,
    hasCredentials: true,
    hasForeign: true,
    parameters: {
      ...RTSP_PARAMETERS,
      certificate: { kind: oneOf('any'), fallback: '', label: 'sources.certificate' },
    },
  },
  'mpegts+udp': {
    way: 'dial',
    title: 'sources.mpegts+udp',
    about: 'sources.mpegts+udp.about',
    kind: 'mpegts',
    can: { listens: true },
    captureIsRelative: true,
    example: 'mpegts+udp://0.0.0.0:1234',
    port: 1234,
    path: false,
    parameters: {
      ...MPEGTS_PARAMETERS,
      from: {
        kind: parsed('ADDRESS', text('allowed.address'), (value) => (ADDRESS.test(value) ? value : undefined)),
        fallback: '',
        label: 'sources.rtpFrom',
      },
    },
  },
  'mpegts+tcp': {
    way: 'dial',
    title: 'sources.mpegts+tcp',
    about: 'sources.mpegts+tcp.about',
    kind: 'mpegts',
    can: {},
    captureIsRelative: true,
    example: 'mpegts+tcp://192.168.1.100:1234',
    port: 1234,
    path: false,
    parameters: MPEGTS_PARAMETERS,
  },
  'mjpeg+http': {
    way: 'dial',
    title: 'sources.mjpeg+http',
    about: 'sources.mjpeg+http.about',
    kind: 'jpeg',
    can: {},
    example: 'mjpeg+http://192.168.1.100:8080/?action=stream',
    port: 80,
    path: true,
    hasCredentials: true,
    hasForeign: true,
    parameters: {},
  },
  'mjpeg+https': {
    way: 'dial',
    title: 'sources.mjpeg+https',
    about: 'sources.mjpeg+https.about',
    kind: 'jpeg',
    can: {},
    example: 'mjpeg+https://cameras.example.org/gate.mjpg',
    port: 443,
    path: true,
    hasCredentials: true,
    hasForeign: true,
    parameters: { certificate: { kind: oneOf('any'), fallback: '', label: 'sources.certificate' } },
  },
  'msp+udp': {
    way: 'dial',
    title: 'sources.msp+udp',
    about: 'sources.msp+udp.about',
    kind: 'msp',
    gives: 'telemetry',
    can: {},
    example: 'msp+udp://0.0.0.0:14555',
    port: 14555,
    path: false,
    parameters: {
      grid: { kind: oneOf('30x16', '50x18', '53x20', '60x22'), fallback: '', label: 'sources.mspGrid' },
    },
  },
  'mavlink+ws': {
    way: 'dial',
    title: 'sources.mavlink+ws',
    about: 'sources.mavlink+ws.about',
    kind: 'mavlink',
    gives: 'telemetry',
    can: {},
    example: 'mavlink+ws://192.168.1.100:8088/mavlink',
    port: 80,
    path: true,
    hasCredentials: true,
    hasForeign: true,
    parameters: MAVLINK_PARAMETERS,
  },
  'mavlink+wss': {
    way: 'dial',
    title: 'sources.mavlink+wss',
    about: 'sources.mavlink+wss.about',
    kind: 'mavlink',
    gives: 'telemetry',
    can: {},
    example: 'mavlink+wss://vehicles.example.org/rover/mavlink',
    port: 443,
    path: true,
    hasCredentials: true,
    hasForeign: true,
    parameters: MAVLINK_PARAMETERS,
  },
  'remote-camera': {
    way: 'accept',
    title: 'cameras.phone',
    about: 'sources.remote-camera.about',
    kind: 'remote-camera',
    can: {},
    captureIsRelative: true,
    protocol: 'remote-camera, `--remote-camera-port`',
  },
  jt: {
    way: 'accept',
    title: 'sources.jt',
    about: 'sources.jt.about',
    kind: 'jt1078',
    can: { reportsUnwatched: true, hasChannels: true },
    captureIsRelative: true,
    protocol: 'JT/T 808 and 1078, `--jt`',
  },
  share: {
    way: 'accept',
    title: 'sources.share',
    about: 'sources.share.about',
    kind: 'push',
    can: {},
    protocol: 'WebSocket `/share`',
  },
  push: {
    way: 'accept',
    title: 'sources.push',
    about: 'sources.push.about',
    kind: 'push',
    can: {},
    protocol: 'WebSocket `/ws/video`',
  },
  'push-jpeg': {
    way: 'accept',
    title: 'sources.push-jpeg',
    about: 'sources.push-jpeg.about',
    kind: 'jpeg',
    can: {},
    protocol: 'WebSocket `/ws/stream/{id}`',
  },
} as const satisfies Readonly<Record<string, SourceRow>>;

export type SourceId = keyof typeof SOURCES;
/** The scheme of a URL. */
export type SourceScheme = { [Id in SourceId]: (typeof SOURCES)[Id]['way'] extends 'dial' ? Id : never }[SourceId];
/** The name of a source that comes by itself. */
export type AcceptedId = Exclude<SourceId, SourceScheme>;
/** The word for its source in a stream's description. */
export type SourceKind = (typeof SOURCES)[SourceId]['kind'];

/** Of all sources, each once. */
export const SOURCE_KINDS: readonly SourceKind[] = [...new Set(Object.values(SOURCES).map(({ kind }) => kind))];

/** Rows of sources by their ids. */
export type SourceTable = Readonly<Record<string, SourceRow & { readonly kind: SourceKind }>>;

/** The row of a scheme; `undefined` where no source is dialled by it. */
export function dialledSource(
  scheme: string,
  sources: SourceTable = SOURCES,
): (DialledSource & { readonly kind: SourceKind }) | undefined {
  const row = Object.hasOwn(sources, scheme) ? sources[scheme] : undefined;
  return row?.way === 'dial' ? row : undefined;
}

export function isSourceScheme(text: string): text is SourceScheme {
  return dialledSource(text) !== undefined;
}

/** Every scheme, in the table's order. */
export const SOURCE_SCHEMES: readonly SourceScheme[] = Object.keys(SOURCES).filter(isSourceScheme);
