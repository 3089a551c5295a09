import { type FlagKind, number, oneOf, port, text } from './flag';

/** What the URL of one kind of source may hold. */
export interface SchemeDescription {
  /** What people call this kind of camera; the scheme where nothing is said. */
  readonly title?: string;
  /** What it is and where its address is found, in a sentence or two. */
  readonly about?: string;
  /** A whole URL, for messages. */
  readonly example: string;
  /** Where the URL has none. */
  readonly port: number;
  /** Whether a path means anything. */
  readonly path: boolean;
  /** The parameters besides `name` and `lazy`; a fallback of '' is none. */
  readonly parameters: Readonly<Record<string, SchemeParameter>>;
}

/** One parameter of a source's URL. */
export interface SchemeParameter {
  readonly kind: FlagKind<unknown>;
  readonly fallback: string;
  /** There is no source without it. */
  readonly required?: true;
  /** What people call it; its name in the URL where nothing is said. */
  readonly label?: string;
}

/** Every scheme that a source's URL may have. `src/station/sources/registry.ts` makes the sources. */
export const SOURCE_SCHEMES = {
  pi: {
    title: 'Raspberry Pi',
    about: 'The vehicle’s host program: H.264 over TCP, and Socket.IO telemetry.',
    example: 'pi://192.168.1.100:8000?telemetry=8001&name=Rover',
    port: 8000,
    path: false,
    parameters: { telemetry: { kind: port(), fallback: '8001', label: 'Telemetry port' } },
  },
  'pi+ws': {
    title: 'Raspberry Pi, WebSockets',
    about: 'A later version of the host program: JPEG pictures and telemetry over WebSockets.',
    example: 'pi+ws://192.168.1.100:8765?telemetry=8764',
    port: 8765,
    path: false,
    parameters: { telemetry: { kind: port(), fallback: '8764', label: 'Telemetry port' } },
  },
  'jpeg+ws': {
    title: 'JPEG stream over WebSocket',
    about:
      'A stream of the JPEG streaming application, or of another station. The path is /ws/viewer/ and the stream’s id.',
    example: 'jpeg+ws://192.168.1.100:5000/ws/viewer/camera-1?quality=medium',
    port: 5000,
    path: true,
    parameters: { quality: { kind: oneOf('low', 'medium', 'high'), fallback: '', label: 'Quality' } },
  },
  'subscribe+ws': {
    title: 'Camera server, or another station',
    about: 'H.264 of one channel of a vehicle, from a server that vehicles are connected to.',
    example: 'subscribe+ws://192.168.1.100:3000/ws/video?vehicleId=013912345678&channel=1',
    port: 3000,
    path: true,
    parameters: {
      vehicleId: {
        kind: text('ID', '1 to 200 characters', (value) =>
          value.length > 0 && value.length <= 200 ? value : undefined,
        ),
        fallback: '',
        label: 'Vehicle',
        required: true,
      },
      channel: { kind: number('N', 0, 255), fallback: '1', label: 'Channel' },
    },
  },
} as const satisfies Record<string, SchemeDescription>;

export type SourceScheme = keyof typeof SOURCE_SCHEMES;
