import type { Jt808Message } from '#core/protocols/jt808/messages';
import { RESULTS } from '#core/protocols/jt808/messages/general';
import { CLOSE_TYPES, LIVE_COMMANDS, LIVE_DATA_TYPES } from '#core/protocols/jt808/messages/live';
import type { MediaPacket } from '#core/protocols/jt1078/messages';
import { nowUs } from '../../../clock';
import type { Stream } from '../../../hub/stream';
import { Attachment } from '../attachment';
import {
  type ChannelEffect,
  type ChannelEvent,
  type ChannelState,
  type Failure,
  FIRST_STATE,
  nextLookUs,
} from './channel-state';
import { stepChannel } from './channel-step';
import type { ChannelTimes } from './channel-times';
import type { Answer, Commander } from './commander';
import { MediaIntake, type MediaIntakeOptions } from './media-intake';
import type { MediaSink } from './media-sink';
import type { MediaWay } from './media-way';
import { type StreamType, StreamTypeChoice } from './stream-type-choice';

/**
 * One camera of a terminal, as a stream: asked for when the first comes to watch, paused and then closed when the last has
 * gone. What was not asked for is not taken. What it does on an event stands in `channel-step.ts`.
 */
export class CameraChannel implements MediaSink {
  readonly stream: Stream;
  readonly number: number;
  readonly #intake: MediaIntake;
  readonly #attachment: Attachment<MediaWay>;
  readonly #times: ChannelTimes;
  readonly #forget: () => void;
  readonly #choice = new StreamTypeChoice();
  #commander: Commander | undefined;
  #state: ChannelState = FIRST_STATE;
  #timer: NodeJS.Timeout | undefined;

  constructor(stream: Stream, number: number, times: ChannelTimes, options: MediaIntakeOptions) {
    this.stream = stream;
    this.number = number;
    this.#times = times;
    this.#intake = new MediaIntake(stream, options);
    this.#attachment = new Attachment(stream);
    this.#forget = stream.onWanted((isWatched) => this.#on({ type: 'watched', isWatched }));
    stream.setLink('video', { state: 'stopped' });
  }

  /** Pictures come. */
  get isStreaming(): boolean {
    return this.#state.now.phase === 'streaming';
  }

  set soundFormat(format: MediaIntake['soundFormat']) {
    this.#intake.soundFormat = format;
  }

  /** The terminal is there, or another connection of it. */
  online(commander: Commander): void {
    this.#commander = commander;
    this.stream.setLink('telemetry', { state: 'open', sinceUs: nowUs() });
    this.#on({ type: 'online' });
  }

  /** The terminal has gone. */
  offline(detail: string): void {
    this.#commander = undefined;
    this.#on({ type: 'offline', detail });
    this.stream.setLink('telemetry', { state: 'connecting', failure: { cause: 'closed', detail, everData: true } });
  }

  /**
   * Takes a packet.
   *
   * @returns false where it was not asked for, or another way brings this channel's packets
   */
  take(packet: MediaPacket, way: MediaWay, receiveUs: number): boolean {
    if (this.#attachment.peer !== way && !this.#admit(way, receiveUs)) return false;
    this.#attachment.data();
    this.#intake.take(packet, way.transport, receiveUs);
    return true;
  }

  /** A connection held bytes that were no packet. */
  damaged(way: MediaWay): void {
    if (this.#attachment.peer === way) this.#intake.damaged();
  }

  /** The connection that brought the packets has ended. */
  wayClosed(way: MediaWay): void {
    if (this.#attachment.peer !== way) return;
    this.#on({ type: 'closed', detail: `media connection closed by ${way.address}` });
  }

  /** Asks again now. */
  retryNow(): void {
    this.#on({ type: 'retry' });
  }

  /** Ends it for good. */
  end(): void {
    this.#forget();
    this.#on({ type: 'end' });
    this.stream.setLink('telemetry', { state: 'stopped' });
    this.#intake.end();
  }

  #admit(way: MediaWay, receiveUs: number): boolean {
    const { phase } = this.#state.now;
    if (phase === 'offline' || phase === 'idle') return false;
    const { peer, lastDataUs } = this.#attachment;
    if (peer && !way.mayReplace(peer, receiveUs - lastDataUs, this.#commander?.remoteAddress)) return false;
    this.#intake.restart();
    this.#intake.takeLoss();
    this.#attachment.opened(way);
    peer?.close('another connection brings its channel');
    this.#on({ type: 'opened' });
    return true;
  }

  #on(event: ChannelEvent): void {
    const now = nowUs();
    const { state, effects } = stepChannel(this.#state, event, {
      nowUs: now,
      number: this.number,
      isWatched: this.stream.wanted,
      wantedType: this.#choice.choose(this.stream.taken, now),
      lastPacketUs: this.#attachment.lastDataUs,
      times: this.#times,
    });
    this.#state = state;
    for (const effect of effects) this.#do(effect);
    this.#lookLater();
  }

  #lookLater(): void {
    clearTimeout(this.#timer);
    const dueUs = nextLookUs(this.#state);
    if (dueUs === undefined) return;
    this.#timer = setTimeout(() => this.#on({ type: 'time' }), Math.max(0, Math.ceil((dueUs - nowUs()) / 1000)));
  }

  #do(effect: ChannelEffect): void {
    switch (effect.do) {
      case 'request':
        return void this.#request(effect.streamType);
      case 'control':
        return this.#commander?.send(this.#controlMessage(effect.command, effect.streamType));
      case 'switch':
        return void this.#switch(effect.streamType);
      case 'restart':
        return this.#intake.restart();
      case 'leave':
        return this.#leave(effect.reason, effect.failure);
      case 'show':
        return this.stream.setLink(
          'video',
          effect.state === 'stopped' || !effect.failure
            ? { state: effect.state }
            : { state: effect.state, failure: effect.failure },
        );
      case 'report-loss':
        return this.#reportLoss();
    }
  }

  /** Lets go of the connection and of all that is half done. */
  #leave(reason: string, failure: Failure | undefined): void {
    const { peer } = this.#attachment;
    if (!peer) return;
    if (failure) this.#attachment.closed(peer, failure.detail, failure.cause);
    else this.#attachment.end();
    peer.close(reason);
    this.#intake.restart();
    this.#intake.end();
  }

  async #request(streamType: StreamType): Promise<void> {
    const commander = this.#commander;
    if (!commander) return;
    const body = { ...commander.media, channel: this.number, dataType: LIVE_DATA_TYPES.audioAndVideo, streamType };
    const answer = await commander.ask({ kind: 'liveRequest', body });
    if (isRefusal(answer) && this.#commander === commander) this.#on({ type: 'refused', streamType });
  }

  async #switch(streamType: StreamType): Promise<void> {
    const commander = this.#commander;
    const answer = await commander?.ask(this.#controlMessage(LIVE_COMMANDS.switchStream, streamType));
    if (isRefusal(answer) && this.#commander === commander) this.#on({ type: 'switch-refused' });
  }

  #controlMessage(command: number, streamType: StreamType): Jt808Message {
    const body = { channel: this.number, command, closeType: CLOSE_TYPES.all, streamType };
    return { kind: 'liveControl', body };
  }

  #reportLoss(): void {
    const { received, lost } = this.#intake.takeLoss();
    const packetLossRate = received + lost === 0 ? 0 : Math.min(100, Math.round((100 * lost) / (received + lost)));
    this.#commander?.send({ kind: 'liveStatus', body: { channel: this.number, packetLossRate } });
  }
}

function isRefusal(answer: Answer | undefined): boolean {
  return answer?.kind === 'terminalResponse' && answer.body.result !== RESULTS.success;
}
