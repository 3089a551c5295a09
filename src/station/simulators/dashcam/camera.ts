import type { AccessUnit } from '#core/media/access-unit';
import { PAYLOAD_TYPES } from '#core/protocols/jt1078/messages';
import { Packetiser } from '#core/protocols/jt1078/packetise';
import type { MediaWay } from './media-way';
import type { Dashcam } from './options';

/** Cuts what one camera sends into packets: its pictures, and its sound with the same count. */
export class CameraPackets {
  readonly #packetiser: Packetiser;
  #lastMs: number | undefined;
  #lastKeyMs: number | undefined;

  constructor({ phone, version }: Dashcam, channel: number) {
    this.#packetiser = new Packetiser({ sim: phone, simBytes: version === 2019 ? 10 : 6, channel });
  }

  /** @param timestampMs on the camera's clock */
  sendPicture(way: MediaWay, { data, key }: AccessUnit, timestampMs: number): void {
    if (key) this.#lastKeyMs = timestampMs;
    way.send(
      this.#packetiser.packets({
        dataType: key ? 'i' : 'p',
        payloadType: PAYLOAD_TYPES.h264,
        timestampMs,
        lastIFrameIntervalMs: interval(this.#lastKeyMs, timestampMs),
        lastFrameIntervalMs: interval(this.#lastMs, timestampMs),
        data,
      }),
    );
    this.#lastMs = timestampMs;
  }

  sendSound(way: MediaWay, data: Uint8Array, timestampMs: number): void {
    way.send(this.#packetiser.packets({ dataType: 'audio', payloadType: PAYLOAD_TYPES.g711a, timestampMs, data }));
  }
}

const UNKNOWN_INTERVAL = 0xffff;

function interval(sinceMs: number | undefined, nowMs: number): number {
  const ms = sinceMs === undefined ? UNKNOWN_INTERVAL : Math.round(nowMs - sinceMs);
  return ms < 0 || ms > UNKNOWN_INTERVAL ? UNKNOWN_INTERVAL : ms;
}
