import type { AccessUnit } from '#core/media/access-unit';
import { frameEnvelope } from '#core/protocols/subscribe/frame';
import type { Stream } from '../../../hub/stream';
import { channelOf } from './channels';
import { unixMs } from './unix-time';

/** What server-sent events put around a message. */
const BEFORE = 'data: ';
const BEHIND = '\n\n';

/**
 * Pictures as frame messages. Each is written once, whoever watches and however: base64 of a picture costs more than
 * sending it. A text lives as long as its picture.
 */
export class FrameTexts {
  readonly #texts = new WeakMap<AccessUnit, Buffer>();

  /** As a WebSocket sends it, UTF-8. */
  message(stream: Stream, unit: AccessUnit): Uint8Array {
    return this.event(stream, unit).subarray(BEFORE.length, -BEHIND.length);
  }

  /** As a server-sent event, UTF-8. */
  event(stream: Stream, unit: AccessUnit): Uint8Array {
    const known = this.#texts.get(unit);
    if (known) return known;
    const text = write(stream, unit);
    this.#texts.set(unit, text);
    return text;
  }
}

function write(stream: Stream, { data, key, receiveUs }: AccessUnit): Buffer {
  const facts = { size: data.length, isIFrame: key, timestamp: unixMs(receiveUs) };
  const { head, tail } = frameEnvelope(channelOf(stream), facts);
  const base64 = Buffer.from(data.buffer, data.byteOffset, data.length).toString('base64');
  const before = Buffer.from(BEFORE + head);
  const text = Buffer.allocUnsafeSlow(before.length + base64.length + tail.length + BEHIND.length);
  before.copy(text);
  const at = before.length + text.write(base64, before.length, 'latin1');
  text.write(tail + BEHIND, at, 'latin1');
  return text;
}
