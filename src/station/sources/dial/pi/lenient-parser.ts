import { Decoder, Encoder } from 'socket.io-parser';
import { replaceNaN } from '#core/protocols/pi/json-with-nan';
import { reasonOf } from '#core/reason-of';

/** What `socket.io-client` makes its encoder and decoder of. */
export interface LenientParser {
  readonly Encoder: typeof Encoder;
  readonly Decoder: new () => Decoder;
}

/**
 * A parser for `socket.io-client` (its option `parser`) that loses a bad message and nothing else. The standard one throws,
 * upon which the manager closes the link with "parse error"; Python's bare NaN is enough for that.
 *
 * @param onFault hears of each message that was dropped.
 */
export function createLenientParser(onFault: (fault: string) => void): LenientParser {
  class LenientDecoder extends Decoder {
    override add(message: unknown): void {
      const fault = this.#tryAdd(message);
      if (fault === undefined) return;
      // A half-received binary event would refuse every text from here on.
      this.destroy();
      const retry = typeof message === 'string' ? this.#tryAdd(replaceNaN(message)) : fault;
      if (retry === undefined) return;
      this.destroy();
      onFault(`message dropped: ${retry}`.slice(0, 200));
    }

    #tryAdd(message: unknown): string | undefined {
      try {
        super.add(message);
        return undefined;
      } catch (error) {
        return reasonOf(error);
      }
    }
  }
  return { Encoder, Decoder: LenientDecoder };
}
