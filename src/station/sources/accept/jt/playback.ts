import { bcdTimeOf } from '#core/protocols/jt808/bytes/bcd';
import { PLAYBACK_COMMANDS, PLAYBACK_MODES } from '#core/protocols/jt808/messages/playback';
import { MEDIA_TYPES } from '#core/protocols/jt808/messages/recordings';
import type { MediaPacket } from '#core/protocols/jt1078/messages';
import type { Stream } from '../../../hub/stream';
import { Attachment } from '../attachment';
import type { Commander } from './commander';
import { MediaIntake, type MediaIntakeOptions } from './media-intake';
import type { MediaSink } from './media-sink';
import type { MediaWay } from './media-way';
import type { Terminal } from './terminal';

/** Codes of 0x9201 and 0x9202, by how many times as fast. */
const SPEEDS = [1, 2, 4, 8, 16] as const;
export type PlaybackSpeed = (typeof SPEEDS)[number];

/** What a person may do with a playback. */
export type PlaybackOrder =
  | { readonly command: 'pause' | 'resume' }
  /** ms since 1970, UTC. */
  | { readonly command: 'seek'; readonly toMs: number }
  | { readonly command: 'speed'; readonly speed: PlaybackSpeed };

export interface PlaybackOptions extends MediaIntakeOptions {
  readonly terminal: Terminal;
  readonly stream: Stream;
  readonly channel: number;
  /** Where the terminal is to send it. */
  readonly media: Commander['media'];
  /** It was not watched for so long: it ends. */
  readonly unwatchedMs: number;
  readonly ended: () => void;
}

/** A recording of the camera's own storage, as a stream: it begins when it is made, and ends once. */
export class Playback implements MediaSink {
  readonly stream: Stream;
  readonly channel: number;
  readonly #options: PlaybackOptions;
  readonly #intake: MediaIntake;
  readonly #forget: () => void;
  readonly #attachment: Attachment<MediaWay>;
  #hasEnded = false;
  #unwatched: NodeJS.Timeout | undefined;

  constructor(options: PlaybackOptions) {
    this.#options = options;
    this.stream = options.stream;
    this.channel = options.channel;
    this.#intake = new MediaIntake(options.stream, options);
    this.#attachment = new Attachment(options.stream);
    this.#forget = options.stream.onWanted((wanted) => this.#wantedChanged(wanted));
    this.#wantedChanged(options.stream.wanted);
  }

  /** Asks the terminal for it. Resolves with whether it will come: a terminal that does not answer may still send it. */
  async start(fromMs: number, toMs: number, speed: PlaybackSpeed): Promise<boolean> {
    const { terminal, media, channel } = this.#options;
    const answer = await terminal.ask(
      {
        kind: 'playbackRequest',
        body: {
          ...media,
          channel,
          mediaType: MEDIA_TYPES.audioAndVideo,
          streamType: 0,
          memoryType: 0,
          playbackMode: speed === 1 ? PLAYBACK_MODES.normal : PLAYBACK_MODES.fastForward,
          speed: speed === 1 ? 0 : speedCode(speed),
          startTime: bcdTimeOf(fromMs),
          endTime: bcdTimeOf(toMs),
        },
      },
      10_000,
    );
    return !(answer?.kind === 'terminalResponse' && answer.body.result !== 0);
  }

  order(order: PlaybackOrder): void {
    const control = (command: number, speed = 0, position = '000000000000') =>
      this.#options.terminal.link?.send({
        kind: 'playbackControl',
        body: { channel: this.channel, command, speed, position },
      });
    switch (order.command) {
      case 'pause':
        control(PLAYBACK_COMMANDS.pause);
        return;
      case 'resume':
        control(PLAYBACK_COMMANDS.start);
        return;
      case 'speed':
        if (order.speed === 1) control(PLAYBACK_COMMANDS.start);
        else control(PLAYBACK_COMMANDS.fastForward, speedCode(order.speed));
        return;
      case 'seek':
        control(PLAYBACK_COMMANDS.seek, 0, bcdTimeOf(order.toMs));
        // What is shown next must not refer to what was before.
        this.#intake.restart();
        return;
    }
  }

  take(packet: MediaPacket, way: MediaWay, receiveUs: number): boolean {
    if (this.#hasEnded) return false;
    const { peer } = this.#attachment;
    if (peer !== way) {
      if (peer) return false;
      this.#intake.restart();
      this.#attachment.opened(way);
    }
    this.#attachment.data();
    this.#intake.take(packet, way.transport, receiveUs);
    return true;
  }

  damaged(way: MediaWay): void {
    if (this.#attachment.peer === way) this.#intake.damaged();
  }

  /** The terminal has sent all of it. */
  wayClosed(way: MediaWay): void {
    if (this.#attachment.peer === way) this.end();
  }

  /** Ends it, wherever it stands. */
  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#forget();
    clearTimeout(this.#unwatched);
    this.#options.terminal.link?.send({
      kind: 'playbackControl',
      body: { channel: this.channel, command: PLAYBACK_COMMANDS.end, speed: 0, position: '000000000000' },
    });
    const { peer } = this.#attachment;
    this.#attachment.end();
    peer?.close('the playback has ended');
    this.#intake.end();
    this.stream.setLink('video', { state: 'stopped' });
    this.#options.ended();
  }

  #wantedChanged(wanted: boolean): void {
    clearTimeout(this.#unwatched);
    if (!wanted) this.#unwatched = setTimeout(() => this.end(), this.#options.unwatchedMs);
  }
}

function speedCode(speed: PlaybackSpeed): number {
  return SPEEDS.indexOf(speed) + 1;
}
