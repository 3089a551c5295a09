import type { PiVehicle } from '#contracts/link';
import { MavlinkLink } from '#core/protocols/mavlink/link';
import { formatEndpoint } from '#core/settings/endpoint';
import { nowUs } from '../../../clock';
import type { Stream } from '../../../hub/stream';
import { lookupLocal } from '../../../network/mdns/local-lookup';
import { Intake } from '../../intake/intake';
import type { MakeContext, SourceMaker } from '../../source';
import type { LinkRun } from '../../supervisor';
import { LinksSource } from '../links-source';
import { HostClock } from './host-clock';
import { piTelemetry } from './telemetry';
import { piVideo } from './video';

/** `pi://host[:videoPort]?telemetry=PORT`. */
export const piSource: SourceMaker = {
  describe({ host, port, parameters }) {
    const telemetryPort = Number(parameters.telemetry);
    return {
      video: formatEndpoint({ address: host, port }),
      telemetry: formatEndpoint({ address: host, port: telemetryPort }),
      vehicle: { host, videoPort: port, telemetryPort },
    };
  },
  make({ host, port, parameters }, stream, context) {
    return new PiSource({ host, videoPort: port, telemetryPort: Number(parameters.telemetry) }, stream, context);
  },
};

/** A vehicle as the URL of its source. */
export function piUrl({ host, videoPort, telemetryPort }: PiVehicle): string {
  return `pi://${formatEndpoint({ address: host, port: videoPort })}?telemetry=${telemetryPort}`;
}

type PiContext = Pick<MakeContext, 'log'> & Partial<Pick<MakeContext, 'showDamaged' | 'hasOtherTelemetry'>>;

/**
 * A Raspberry Pi host as a stream: two sockets, which live and die apart. The way of a picture on this side is
 * socket (`video.ts`) → access units (`intake/intake.ts`) → `Stream.publish` → each subscriber's queue → its link.
 */
export class PiSource extends LinksSource {
  constructor(vehicle: PiVehicle, stream: Stream, context: PiContext) {
    const { log, showDamaged = false, hasOtherTelemetry = false } = context;
    const { host, videoPort, telemetryPort } = vehicle;
    const clock = new HostClock(nowUs);
    const intake = new Intake(stream, { captureUs: clock.toStation, showDamaged });
    const video = piVideo({ host, port: videoPort, lookup: lookupLocal, onChunk: (chunk) => intake.push(chunk) });
    let trouble: string | undefined;
    // Values come from the host, which reads the same packets; these are for recordings.
    const packets = new MavlinkLink({
      onTelemetry: () => undefined,
      onPacket: (bytes, start, end, us) => stream.publishPacket(bytes.subarray(start, end), us),
    }).open();
    const telemetry = piTelemetry({
      onMavlink: (batch) => {
        if (stream.wantsPackets) packets.push(batch, nowUs());
      },
      host,
      port: telemetryPort,
      onTelemetry: (values) => stream.publishTelemetry(values),
      followClock: (ask) => clock.follow(ask),
      onCameraTrouble: (why) => {
        if (why !== trouble) log.warn(`${stream.info.id} camera of the host: ${why}`);
        trouble = why;
      },
      onFault: (fault) => {
        stream.countTelemetryFault();
        log.debug(`${stream.info.id} telemetry: ${fault}`);
      },
    });
    const anew: LinkRun = (signal, events) => {
      // A new connection is a new byte stream; it continues nothing.
      intake.begin();
      return video(signal, events);
    };
    super({ stream, log, links: { video: anew, ...(!hasOtherTelemetry && { telemetry }) } });
  }
}
