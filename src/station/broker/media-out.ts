import type { Channel } from 'rabbitmq-client';
import { MEDIA_EXCHANGE, PICTURE_TYPE, pictureHeaders, type WatchMessage } from '#contracts/broker';
import type { AccessUnit } from '#core/media/access-unit';

/** Who is to get a message: all who watch a stream, by its key, or one, by its queue. */
export type Recipient = { readonly key: string } | { readonly queue: string };

/** The way out to those who watch. */
export interface MediaOut {
  /** Resolves when the socket took it, or cannot any more. The bytes are not copied before. */
  picture(to: Recipient, unit: AccessUnit, seq: number): Promise<void>;
  message(to: Recipient, message: WatchMessage): void;
}

/** @param channel without confirms: a picture that a broker lost is not sent again */
export function mediaOut(channel: Channel): MediaOut {
  return {
    picture: (to, unit, seq) => {
      const { buffer, byteOffset, byteLength } = unit.data;
      const envelope = { ...address(to), type: PICTURE_TYPE, headers: pictureHeaders(unit, seq) };
      return channel.basicPublish(envelope, Buffer.from(buffer, byteOffset, byteLength)).catch(() => undefined);
    },
    message: (to, message) => {
      // A channel that is gone takes its connection along, which tells.
      channel.basicPublish(address(to), message).catch(() => undefined);
    },
  };
}

function address(to: Recipient): { readonly exchange: string; readonly routingKey: string } {
  return 'key' in to ? { exchange: MEDIA_EXCHANGE, routingKey: to.key } : { exchange: '', routingKey: to.queue };
}
