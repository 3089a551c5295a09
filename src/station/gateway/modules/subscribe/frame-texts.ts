import { type AccessUnit, isEntry } from '#core/media/access-unit';
import { frameEnvelope } from '#core/protocols/subscribe/frame';
import type { VehicleChannel } from '#core/protocols/subscribe/messages';
import type { Stream } from '../../../hub/stream';
import { channelOf } from './channels';
import { unixMs } from './unix-time';

/** What server-sent events put around a message. */
const BEFORE = 'data: ';
const BEHIND = '\n\n';

interface FrameText {
  readonly text: Buffer;
  /** Where its base64 is. */
  readonly from: number;
  readonly to: number;
}

/**
 * Pictures as frame messages. Each is written once for all subscribers: base64 of a picture costs more than
 * sending it. A text lives as long as its picture.
 */
export class FrameTexts {
  readonly #texts = new WeakMap<AccessUnit, FrameText>();

  /** As a WebSocket sends it, UTF-8. @param vehicleId as the client calls the vehicle; absent: as the station does */
  message(stream: Stream, unit: AccessUnit, vehicleId?: string): Uint8Array {
    return this.event(stream, unit, vehicleId).subarray(BEFORE.length, -BEHIND.length);
  }

  /** As a server-sent event, UTF-8. @param vehicleId as `message` */
  event(stream: Stream, unit: AccessUnit, vehicleId?: string): Uint8Array {
    const own = this.#textOf(stream, unit);
    if (vehicleId === undefined || vehicleId === channelOf(stream).vehicleId) return own.text;
    // With other zeros in front of its number: the base64 is copied, and not made again.
    const { head, tail } = envelopeOf({ ...channelOf(stream), vehicleId }, unit);
    const base64 = own.text.subarray(own.from, own.to);
    return Buffer.concat([Buffer.from(BEFORE + head), base64, Buffer.from(tail + BEHIND)]);
  }

  #textOf(stream: Stream, unit: AccessUnit): FrameText {
    const known = this.#texts.get(unit);
    if (known) return known;
    const text = write(stream, unit);
    this.#texts.set(unit, text);
    return text;
  }
}

function envelopeOf(at: VehicleChannel, unit: AccessUnit) {
  return frameEnvelope(at, { size: unit.data.length, isIFrame: isEntry(unit), timestamp: unixMs(unit.receiveUs) });
}

function write(stream: Stream, unit: AccessUnit): FrameText {
  const { data } = unit;
  const { head, tail } = envelopeOf(channelOf(stream), unit);
  const base64 = Buffer.from(data.buffer, data.byteOffset, data.length).toString('base64');
  const before = Buffer.from(BEFORE + head);
  const text = Buffer.allocUnsafeSlow(before.length + base64.length + tail.length + BEHIND.length);
  before.copy(text);
  const at = before.length + text.write(base64, before.length, 'latin1');
  text.write(tail + BEHIND, at, 'latin1');
  return { text, from: before.length, to: at };
}
