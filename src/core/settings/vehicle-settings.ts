import { text } from '../texts/text';
import { filePath, parsed, port, repeatable, toggle } from './flag';
import { hostKind } from './host';
import { parseForward } from './mavlink-forward';
import { INTAKE, settingsIn } from './setting';
import { parseSourceUrl, parseTelemetryUrl } from './source-url';

/** A source's URL, as text. */
const sourceKind = {
  ...parsed('URL', text('allowed.source'), (value) => (parseSourceUrl(value).ok ? value : undefined)),
  refusal: (value: string) => {
    const read = parseSourceUrl(value);
    return read.ok ? undefined : read.message;
  },
};

/** The URL of a source that gives telemetry alone, as text. */
const telemetryKind = {
  ...parsed('URL', text('allowed.telemetrySource'), (value) => (parseTelemetryUrl(value).ok ? value : undefined)),
  refusal: (value: string) => {
    const read = parseTelemetryUrl(value);
    return read.ok ? undefined : read.message;
  },
};

/** Where packets are handed on to, as text. */
const forwardKind = parsed('URL,…', text('allowed.forward'), (value) => (parseForward(value) ? value : undefined));

/** Which streams are taken in, and how. */
export const VEHICLE_SETTINGS = settingsIn('vehicle', INTAKE, {
  host: {
    label: 'setting.host',
    kind: hostKind,
    description: 'setting.host.about',
    as: {
      gateway: { description: 'setting.host.about.gateway' },
      record: { description: 'setting.host.about.record' },
    },
  },
  videoPort: {
    label: 'setting.videoPort',
    kind: port(),
    description: 'setting.videoPort.about',
    default: 8000,
  },
  telemetryPort: {
    label: 'setting.telemetryPort',
    kind: port(),
    description: 'setting.telemetryPort.about',
    default: 8001,
  },
  sources: {
    label: 'setting.sources',
    kind: repeatable(sourceKind),
    flag: 'source',
    description: 'setting.sources.about',
    default: [],
    as: {
      record: { description: 'setting.sources.about.record' },
    },
  },
  telemetry: {
    label: 'setting.telemetry',
    kind: telemetryKind,
    description: 'setting.telemetry.about',
  },
  mavlinkKey: {
    label: 'setting.mavlinkKey',
    kind: filePath,
    description: 'setting.mavlinkKey.about',
  },
  mavlinkForward: {
    label: 'setting.mavlinkForward',
    kind: forwardKind,
    description: 'setting.mavlinkForward.about',
  },
  silent: {
    label: 'setting.silent',
    kind: toggle,
    description: 'setting.silent.about',
    default: false,
  },
  showDamaged: {
    label: 'setting.showDamaged',
    kind: toggle,
    description: 'setting.showDamaged.about',
    default: false,
  },
});

/** What decodes and encodes what no page can. */
export const FFMPEG_SETTINGS = settingsIn('program', ['view', 'play', 'gateway', 'export'], {
  ffmpeg: {
    label: 'setting.ffmpeg',
    kind: filePath,
    description: 'setting.ffmpeg.about',
  },
});
