import type { StationMessage } from '#contracts/link';
import { telemetryChanges } from '#core/telemetry/changes';
import type { Telemetry } from '#core/telemetry/telemetry';
import type { Stream } from '../hub/stream';

/** A message that was made, and of what. */
interface Made {
  readonly from: Telemetry | undefined;
  readonly to: Telemetry;
  readonly receiveUs: number;
  readonly message: string;
}

/** The last message of each stream: all who follow it live are told the same. */
const lastMade = new WeakMap<Stream, Made>();

/**
 * Tells one viewer a stream's telemetry: all of it first, and then what changed. Viewers who were told the same before get
 * the same text, which is made once for all of them.
 */
export class TelemetryMessages {
  readonly #stream: Stream;
  #told: Telemetry | undefined;

  constructor(stream: Stream) {
    this.#stream = stream;
  }

  /** The next is told whole: what was told is not what is shown any more. */
  restart(): void {
    this.#told = undefined;
  }

  /** @returns the message as JSON */
  next(values: Telemetry, receiveUs: number): string {
    const from = this.#told;
    this.#told = values;
    const made = lastMade.get(this.#stream);
    if (made && made.from === from && made.to === values && made.receiveUs === receiveUs) return made.message;
    const message = this.#message(from, values, receiveUs);
    lastMade.set(this.#stream, { from, to: values, receiveUs, message });
    return message;
  }

  #message(from: Telemetry | undefined, values: Telemetry, receiveUs: number): string {
    const change = from ? telemetryChanges(from, values) : { values };
    const message: StationMessage = { type: 'telemetry', stream: this.#stream.info.id, receiveUs, ...change };
    return JSON.stringify(message);
  }
}
