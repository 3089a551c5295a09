import { HostTime } from '#core/media/host-time';
import { parseJsonWithNaN } from '#core/protocols/pi/json-with-nan';
import { readPiTelemetry } from '#core/protocols/pi/telemetry';
import { errorTextOf, readPiFrame, serverTimeOf } from '#core/protocols/pi-websocket/messages';
import { formatEndpoint } from '#core/settings/endpoint';
import { nowUs } from '../../../clock';
import type { Stream } from '../../../hub/stream';
import { Intake } from '../../intake/intake';
import type { SourceMaker } from '../../source';
import { LinksSource } from '../links-source';
import { type Heard, webSocketRun } from '../websocket-run';

/** `pi+ws://host[:8765]?telemetry=8764`: the later dialect of the Pi host (docs/protocols.md 1.3). */
export const piWebSocketSource: SourceMaker = {
  describe: ({ host, port, parameters }) => ({
    video: formatEndpoint({ address: host, port }),
    telemetry: formatEndpoint({ address: host, port: Number(parameters.telemetry) }),
  }),
  make({ host, port, parameters, credentials }, stream, { log, hasOtherTelemetry }) {
    const clock = new HostTime();
    const address = (at: number) => `ws://${formatEndpoint({ address: host, port: at })}/`;
    return new LinksSource({
      stream,
      log,
      links: {
        video: webSocketRun({ url: address(port), credentials, onMessage: cameraListener(stream, clock) }),
        ...(!hasOtherTelemetry && {
          telemetry: webSocketRun({
            url: address(Number(parameters.telemetry)),
            credentials,
            onMessage: telemetryListener(stream, clock),
          }),
        }),
      },
    });
  },
};

function cameraListener(stream: Stream, clock: HostTime): (message: string | Uint8Array) => Heard {
  const intake = new Intake(stream, { codec: 'jpeg' });
  return (message) => {
    if (typeof message === 'string') return complaintIn(message) ?? 'other';
    const frame = readPiFrame(message);
    if (!frame) {
      stream.countFault();
      return 'other';
    }
    const { jpeg, unixSeconds } = frame;
    const captureUs = unixSeconds === undefined ? undefined : clock.toStation(unixSeconds * 1e6, nowUs());
    return intake.pushPicture(jpeg, { captureUs }) === undefined ? 'data' : 'other';
  };
}

function telemetryListener(stream: Stream, clock: HostTime): (message: string | Uint8Array) => Heard {
  return (message) => {
    const text = typeof message === 'string' ? message : Buffer.from(message).toString();
    const complaint = complaintIn(text);
    if (complaint) return complaint;
    const json = parseJsonWithNaN(text);
    const read = 'fault' in json ? json : readPiTelemetry(json.value);
    if ('fault' in read || 'fault' in json) {
      stream.countTelemetryFault();
      return 'other';
    }
    const seconds = serverTimeOf(json.value);
    if (seconds !== undefined) clock.heard(seconds * 1e6, nowUs());
    stream.publishTelemetry(read.telemetry);
    return 'data';
  };
}

function complaintIn(text: string): Heard | undefined {
  // Telemetry comes fifty times a second and is not read twice for a word that it does not hold.
  if (!text.includes('"error"')) return undefined;
  const json = parseJsonWithNaN(text);
  const error = 'fault' in json ? undefined : errorTextOf(json.value);
  return error === undefined ? undefined : { error };
}
