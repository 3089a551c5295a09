import type { AccessUnit } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import type { QueueDrops } from '#core/media/delivery-queue';
import type { TakenSize } from '#core/media/encoding/taken-size';
import type { Telemetry } from '#core/telemetry/telemetry';

/** What hears of a stream; it has a method for each thing that it takes. None of these may throw or block. */
export interface Tap {
  picture?(unit: AccessUnit): void;
  telemetry?(values: Telemetry, receiveUs: number): void;
  /** A piece of the stream's sound. */
  audio?(chunk: AudioChunk): void;
  /** A packet of its vehicle's link as it came, of whatever protocol that is; a view that is void after the call. */
  packet?(bytes: Uint8Array, receiveUs: number): void;
}

/** One who takes a stream, for whom it is fetched. */
export interface Subscriber extends Tap {
  /** How the stream does has changed. */
  state?(): void;
  /** What its queue lost so far, for a subscriber that has one. */
  readonly drops?: QueueDrops;
  /** How large it takes the pictures; absent: as they are. It may change at any time. */
  readonly taken?: TakenSize;
}
