import { ACCESS_FLAGS, listenKind } from './access-flags';
import { type Flag, type FlagKind, oneOf, optional, port, repeatable, text, toggle } from './flag';
import { parseGeometry } from './geometry';
import { hostKind } from './host';
import { SERVICE_FLAGS } from './service-flags';
import { parseSourceUrl } from './source-url';

/** A source's URL, as text. */
const sourceKind: FlagKind<string> = {
  ...text('URL', "a source's URL, such as pi://192.168.1.100", (value) =>
    parseSourceUrl(value).ok ? value : undefined,
  ),
  refusal: (value) => {
    const read = parseSourceUrl(value);
    return read.ok ? undefined : read.message;
  },
};

const filePath = text('FILE', 'a path', (value) => (value.length > 0 ? value : undefined));

/** The settings of a viewing session, by their names in a settings file. On the command line: kebab-case. */
export const VIEW_FLAGS = {
  host: {
    kind: optional(hostKind),
    description: 'Vehicle to show: address of the Raspberry Pi host. Without it a form asks.',
    fallback: undefined,
  },
  videoPort: { kind: port(), description: 'TCP port of the raw H.264 video.', fallback: 8000 },
  telemetryPort: { kind: port(), description: 'TCP port of the Socket.IO telemetry.', fallback: 8001 },
  sources: {
    kind: repeatable(sourceKind),
    flag: 'source',
    description:
      'A stream to take in, such as pi://10.0.0.7:9000?telemetry=9001&name=Rover; may be given again and again. With lazy=1 it is fetched only while somebody watches.',
    fallback: [],
  },
  noOverlay: { kind: toggle, description: 'Start with the instruments hidden (key o shows them).', fallback: false },
  fullscreen: { kind: toggle, description: 'Start in full screen (key f leaves it).', fallback: false },
  alwaysOnTop: { kind: toggle, description: 'Keep the window above all others.', fallback: false },
  geometry: {
    kind: optional(text('WxH+X+Y', 'a geometry such as 640x480+0+0', parseGeometry)),
    description: 'Size and place of the picture, in pixels.',
    fallback: undefined,
  },
  borderless: { kind: toggle, description: 'No title bar and no frame.', fallback: false },
  showDamaged: {
    kind: toggle,
    description:
      'Go on showing pictures when a part of one was lost. Without it the last good picture stays until the next whole one.',
    fallback: false,
  },
  shell: {
    kind: optional(oneOf('electron', 'browser', 'none')),
    description:
      'Where the viewer opens: Electron, the installed Chrome, Chromium or Edge, or nowhere (prints the address and a line of statistics a second). Without it: the first of these that this machine has.',
    fallback: undefined,
  },
  listen: {
    kind: optional(listenKind),
    description:
      'Where the gateway serves the viewer to browsers. On any address but loopback, clients need a token. Without it: on a free port of this machine, and in Electron nowhere, until a person switches it on (key g).',
    fallback: undefined,
  },
  ...ACCESS_FLAGS,
  ...SERVICE_FLAGS,
  ffmpeg: {
    kind: optional(filePath),
    description:
      'Program that turns video into JPEG, H.265 into H.264, and sound into PCM. Without it: FFMPEG_BIN, then the package ffmpeg-static, then PATH.',
    fallback: undefined,
  },
  settings: {
    kind: optional(filePath),
    description: 'JSON file with these settings by their camelCase names; the command line wins over it.',
    fallback: undefined,
  },
  logLevel: {
    kind: oneOf('error', 'warn', 'info', 'debug'),
    description: 'How much is logged.',
    fallback: 'warn',
  },
} as const satisfies Record<string, Flag<unknown>>;
