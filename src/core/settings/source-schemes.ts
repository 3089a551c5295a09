import { type FlagKind, oneOf, port } from './flag';

/** What the URL of one kind of source may hold. */
export interface SchemeDescription {
  /** A whole URL, for messages. */
  readonly example: string;
  /** Where the URL has none. */
  readonly port: number;
  /** Whether a path means anything. */
  readonly path: boolean;
  /** The parameters besides `name` and `lazy`; a fallback of '' is none. */
  readonly parameters: Readonly<Record<string, { readonly kind: FlagKind<unknown>; readonly fallback: string }>>;
}

/** Every scheme that a source's URL may have. `src/station/sources/registry.ts` makes the sources. */
export const SOURCE_SCHEMES = {
  pi: {
    example: 'pi://192.168.1.100:8000?telemetry=8001&name=Rover',
    port: 8000,
    path: false,
    parameters: { telemetry: { kind: port(), fallback: '8001' } },
  },
  'pi+ws': {
    example: 'pi+ws://192.168.1.100:8765?telemetry=8764',
    port: 8765,
    path: false,
    parameters: { telemetry: { kind: port(), fallback: '8764' } },
  },
  'jpeg+ws': {
    example: 'jpeg+ws://192.168.1.100:5000/ws/viewer/camera-1?quality=medium',
    port: 5000,
    path: true,
    parameters: { quality: { kind: oneOf('low', 'medium', 'high'), fallback: '' } },
  },
} as const satisfies Record<string, SchemeDescription>;

export type SourceScheme = keyof typeof SOURCE_SCHEMES;
