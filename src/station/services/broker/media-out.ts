import type { Channel } from 'rabbitmq-client';
import {
  AUDIO_TYPE,
  audioHeaders,
  MEDIA_EXCHANGE,
  PICTURE_TYPE,
  pictureHeaders,
  type WatchMessage,
} from '#contracts/broker';
import type { AccessUnit } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';

/** Who is to get a message: all who watch a stream, by its key, or one, by its queue. */
export type Recipient = { readonly key: string } | { readonly queue: string };

/** The way out to those who watch. */
export interface MediaOut {
  /** Resolves when the socket took it, or cannot any more. The bytes are not copied before. */
  picture(to: Recipient, unit: AccessUnit, seq: number): Promise<void>;
  /** As a picture. */
  audio(to: Recipient, chunk: AudioChunk): Promise<void>;
  message(to: Recipient, message: WatchMessage): void;
}

/** Telemetry and states that the socket has not taken; the next of either makes up for one that is left out. */
const MAX_MESSAGES = 256;

/** @param channel without confirms: a picture that a broker lost is not sent again */
export function mediaOut(channel: Channel): MediaOut {
  let inFlight = 0;
  return {
    picture: (to, unit, seq) => {
      const envelope = { ...address(to), type: PICTURE_TYPE, headers: pictureHeaders(unit, seq) };
      return channel.basicPublish(envelope, viewOf(unit.data)).catch(() => undefined);
    },
    audio: (to, chunk) => {
      const envelope = { ...address(to), type: AUDIO_TYPE, headers: audioHeaders(chunk) };
      return channel.basicPublish(envelope, viewOf(chunk.data)).catch(() => undefined);
    },
    message: (to, message) => {
      // A broker that is short of memory takes nothing for as long as that lasts.
      if (inFlight >= MAX_MESSAGES) return;
      inFlight++;
      // A channel that is gone takes its connection along, which tells.
      void channel
        .basicPublish(address(to), message)
        .catch(() => undefined)
        .finally(() => inFlight--);
    },
  };
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function address(to: Recipient): { readonly exchange: string; readonly routingKey: string } {
  return 'key' in to ? { exchange: MEDIA_EXCHANGE, routingKey: to.key } : { exchange: '', routingKey: to.queue };
}
