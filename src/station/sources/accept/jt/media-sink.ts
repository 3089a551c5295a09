import type { MediaPacket } from '#core/protocols/jt1078/messages';
import type { MediaWay } from './media-way';

/** What a camera's packets go to: its live channel, or a playback of it. */
export interface MediaSink {
  /** @returns false where the packet was not asked for, or another way brings this sink's packets */
  take(packet: MediaPacket, way: MediaWay, receiveUs: number): boolean;
  /** A connection held bytes that were no packet. */
  damaged(way: MediaWay): void;
  /** The connection that brought the packets has ended. */
  wayClosed(way: MediaWay): void;
}

/** Finds the sink of a camera. @param sim see `simName` */
export type MediaRoute = (sim: string, channel: number) => MediaSink | undefined;
