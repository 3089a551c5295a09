import { text } from '../texts/text';
import { listenAddress } from './address';
import { parsed, port } from './flag';
import { STATION, settingsIn } from './setting';

/** Settings of the re-stream, for every command that has a station. */
export const RESTREAM_FLAGS = settingsIn('restream', STATION, {
  restreamVideo: {
    label: 'setting.restreamVideo',
    kind: port(true),
    description: 'setting.restreamVideo.about',
  },
  restreamTelemetry: {
    label: 'setting.restreamTelemetry',
    kind: port(true),
    description: 'setting.restreamTelemetry.about',
  },
  restreamStream: {
    label: 'setting.restreamStream',
    kind: parsed('ID', text('allowed.streamOrUrl'), (value) => (value.length > 0 ? value : undefined)),
    description: 'setting.restreamStream.about',
  },
  restreamListen: {
    label: 'setting.restreamListen',
    kind: listenAddress,
    description: 'setting.restreamListen.about',
    default: '127.0.0.1',
  },
});
