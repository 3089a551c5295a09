import type { LinkFailure } from '#contracts/link';
import type { Jt808Message } from '#core/protocols/jt808/messages';
import { RESULTS } from '#core/protocols/jt808/messages/general';
import { CLOSE_TYPES, LIVE_COMMANDS, LIVE_DATA_TYPES, STREAM_TYPES } from '#core/protocols/jt808/messages/live';
import type { MediaPacket } from '#core/protocols/jt1078/messages';
import { nowUs } from '../../clock';
import type { Stream } from '../../hub/stream';
import type { Answer, Commander } from './commander';
import { MediaIntake, type MediaIntakeOptions } from './media-intake';
import type { MediaSink } from './media-sink';
import type { MediaWay } from './media-way';
import { type StreamType, StreamTypeChoice } from './stream-type-choice';

/** How long a channel waits for what, in ms. */
export interface ChannelTimes {
  /** From the last watcher's going to pausing, and to closing: a page that is reloaded is soon back. */
  readonly pauseMs: number;
  readonly closeMs: number;
  /** For the first packet, and for the next one. */
  readonly silentMs: number;
  /** Between two reports of loss: the standard's server promises one every 30 s. */
  readonly lossReportMs: number;
  /** Between two looks at how large the channel is shown. */
  readonly lookMs: number;
}

export const CHANNEL_TIMES: ChannelTimes = {
  ...{ pauseMs: 1500, closeMs: 10_000, silentMs: 10_000, lossReportMs: 30_000, lookMs: 500 },
};

type State =
  /** The terminal is not there. */
  | { readonly state: 'offline' }
  /** Nobody watches. */
  | { readonly state: 'idle' }
  /** Asked for, and nothing has come; after so many attempts. */
  | { readonly state: 'starting'; readonly attempts: number }
  | { readonly state: 'streaming'; readonly way: MediaWay; lastPacketUs: number; isPaused: boolean };

/**
 * One camera of a terminal, as a stream: asked for when the first comes to watch, paused and then closed when the last has
 * gone. What was not asked for is not taken.
 */
export class CameraChannel implements MediaSink {
  readonly stream: Stream;
  readonly number: number;
  readonly #intake: MediaIntake;
  readonly #times: ChannelTimes;
  readonly #forget: () => void;
  #commander: Commander | undefined;
  #state: State = { state: 'offline' };
  #timer: NodeJS.Timeout | undefined;
  #linger: NodeJS.Timeout | undefined;
  #lossReports: NodeJS.Timeout | undefined;
  #reorder: NodeJS.Timeout | undefined;
  #looks: NodeJS.Timeout | undefined;
  readonly #choice = new StreamTypeChoice();
  /** Which of its two streams was asked for last. */
  #streamType: StreamType = STREAM_TYPES.main;
  /** The terminal would not give it. */
  #hasNoSub = false;

  constructor(stream: Stream, number: number, times: ChannelTimes, options: MediaIntakeOptions) {
    this.stream = stream;
    this.number = number;
    this.#times = times;
    this.#intake = new MediaIntake(stream, options);
    this.#forget = stream.onWanted((wanted) => this.#wantedChanged(wanted));
    stream.setVideo({ state: 'stopped' });
  }

  /** Pictures come. */
  get isStreaming(): boolean {
    return this.#state.state === 'streaming';
  }

  set soundFormat(format: MediaIntake['soundFormat']) {
    this.#intake.soundFormat = format;
  }

  /** The terminal is there, or another connection of it. */
  online(commander: Commander): void {
    this.#leave('another connection of the terminal took its place');
    this.#commander = commander;
    this.#hasNoSub = false;
    this.stream.setTelemetryLink({ state: 'open', sinceUs: nowUs() });
    if (this.stream.wanted) this.#start(0);
    else this.#idle();
  }

  /** The terminal has gone. */
  offline(detail: string): void {
    this.#leave(detail);
    this.#commander = undefined;
    this.#state = { state: 'offline' };
    const failure = { cause: 'closed', detail, everData: true } as const;
    this.stream.setVideo({ state: 'connecting', failure });
    this.stream.setTelemetryLink({ state: 'connecting', failure });
  }

  /**
   * Takes a packet.
   *
   * @returns false where it was not asked for, or another way brings this channel's packets
   */
  take(packet: MediaPacket, way: MediaWay, receiveUs: number): boolean {
    if (!this.#admits(way, receiveUs)) return false;
    if (this.#state.state === 'streaming') this.#state.lastPacketUs = receiveUs;
    if (way.transport === 'tcp') this.#intake.receiver.fromStream(packet, receiveUs);
    else {
      this.#intake.receiver.fromDatagram(packet, receiveUs);
      this.#expireLater();
    }
    return true;
  }

  /** A connection held bytes that were no packet. */
  damaged(way: MediaWay): void {
    if (this.#state.state === 'streaming' && this.#state.way === way) this.#intake.receiver.damaged();
  }

  /** The connection that brought the packets has ended. */
  wayClosed(way: MediaWay): void {
    if (this.#state.state !== 'streaming' || this.#state.way !== way) return;
    this.#fail({ cause: 'closed', detail: `media connection closed by ${way.address}` });
  }

  /** Asks again now. */
  retryNow(): void {
    if (this.#state.state === 'starting') this.#start(0);
  }

  /** Ends it for good. */
  end(): void {
    this.#forget();
    clearTimeout(this.#linger);
    this.#close();
    this.#leave('the station ends');
    this.#state = { state: 'offline' };
    this.stream.setVideo({ state: 'stopped' });
    this.stream.setTelemetryLink({ state: 'stopped' });
    this.#intake.end();
  }

  #admits(way: MediaWay, receiveUs: number): boolean {
    const { state } = this.#state;
    if (state === 'offline' || state === 'idle') return false;
    if (this.#state.state === 'streaming') {
      const there = this.#state.way;
      if (there === way) return true;
      if (!way.mayReplace(there, receiveUs - this.#state.lastPacketUs, this.#commander?.remoteAddress)) return false;
      there.close('another connection brings its channel');
    }
    this.#open(way, receiveUs);
    return true;
  }

  #open(way: MediaWay, receiveUs: number): void {
    this.#intake.restart();
    this.#state = { state: 'streaming', way, lastPacketUs: receiveUs, isPaused: false };
    this.stream.setVideo({ state: 'open', sinceUs: receiveUs, lastDataUs: receiveUs });
    this.#watchSilence();
    clearInterval(this.#lossReports);
    this.#intake.receiver.takeLoss();
    this.#lossReports = setInterval(() => this.#reportLoss(), this.#times.lossReportMs);
    clearInterval(this.#looks);
    this.#looks = setInterval(() => this.#look(), this.#times.lookMs);
  }

  /** Asks for the stream that serves all who take this one. */
  #look(): void {
    const wanted = this.#wantedType();
    const isPaused = this.#state.state === 'streaming' && this.#state.isPaused;
    if (wanted !== this.#streamType && !isPaused) void this.#switchTo(wanted);
  }

  #wantedType(): StreamType {
    const wanted = this.#choice.choose(this.stream.taken, nowUs());
    return this.#hasNoSub ? STREAM_TYPES.main : wanted;
  }

  /** Has the terminal change over on the way that stands; one that cannot is asked for the other stream anew. */
  async #switchTo(streamType: StreamType): Promise<void> {
    const { state } = this.#state;
    const commander = this.#commander;
    this.#streamType = streamType;
    if (state !== 'streaming' || !commander) return;
    // Pictures of the one stream must not refer to those of the other.
    this.#intake.restart();
    const answer = await commander.ask(this.#controlMessage(LIVE_COMMANDS.switchStream));
    if (!isRefusal(answer) || this.#commander !== commander || this.#state.state !== 'streaming') return;
    this.#close();
    this.#leave('its other stream is asked for');
    this.#start(0);
  }

  #wantedChanged(wanted: boolean): void {
    clearTimeout(this.#linger);
    if (wanted) {
      if (this.#state.state === 'idle') this.#start(0);
      else if (this.#state.state === 'streaming' && this.#state.isPaused) this.#resume(this.#state);
      return;
    }
    this.#linger = setTimeout(() => this.#pause(), this.#times.pauseMs);
  }

  #pause(): void {
    if (this.#state.state === 'streaming') {
      this.#state.isPaused = true;
      this.#control(LIVE_COMMANDS.pause);
    }
    this.#linger = setTimeout(() => this.#idle(), this.#times.closeMs - this.#times.pauseMs);
  }

  #resume(streaming: Extract<State, { state: 'streaming' }>): void {
    streaming.isPaused = false;
    streaming.lastPacketUs = nowUs();
    this.#control(LIVE_COMMANDS.resume);
    // What is shown next must not refer to what the camera did not send meanwhile.
    this.#intake.restart();
  }

  #start(attempts: number): void {
    const commander = this.#commander;
    if (!commander) return;
    clearTimeout(this.#timer);
    this.#state = { state: 'starting', attempts };
    if (attempts === 0) this.stream.setVideo({ state: 'connecting' });
    this.#streamType = this.#wantedType();
    void this.#request(commander);
    this.#timer = setTimeout(() => {
      this.#fail({ cause: 'silent', detail: `channel ${this.number} was asked for and does not come` });
    }, this.#times.silentMs);
  }

  /** A terminal that will not send its sub stream is asked for the main one, and for no other as long as it is there. */
  async #request(commander: Commander): Promise<void> {
    const streamType = this.#streamType;
    const dataType = LIVE_DATA_TYPES.audioAndVideo;
    const body = { ...commander.media, channel: this.number, dataType, streamType };
    const answer = await commander.ask({ kind: 'liveRequest', body });
    if (!isRefusal(answer) || streamType === STREAM_TYPES.main || this.#commander !== commander) return;
    this.#hasNoSub = true;
    if (this.#state.state === 'starting') this.#start(0);
  }

  /** Asks again: at once where pictures came, ever more patiently where none do. */
  #fail(failure: Omit<LinkFailure, 'everData'>): void {
    const attempts = this.#state.state === 'starting' ? this.#state.attempts + 1 : 0;
    if (this.#state.state === 'starting' && this.#streamType === STREAM_TYPES.sub) this.#hasNoSub = true;
    const everData = this.#state.state === 'streaming';
    this.#leave(failure.detail);
    if (!this.stream.wanted) return this.#idle();
    this.stream.setVideo({ state: 'connecting', failure: { ...failure, everData } });
    const delayMs = Math.min(this.#times.silentMs * 6, 250 * 2 ** Math.min(attempts, 12));
    this.#state = { state: 'starting', attempts };
    this.#timer = setTimeout(() => {
      if (this.stream.wanted) this.#start(attempts);
      else this.#idle();
    }, delayMs);
  }

  #idle(): void {
    clearTimeout(this.#linger);
    this.#close();
    this.#leave('nobody watches');
    if (!this.#commander) return;
    this.#state = { state: 'idle' };
    this.stream.setVideo({ state: 'stopped' });
  }

  /** Has the terminal stop, where it was asked to begin. */
  #close(): void {
    if (this.#state.state === 'starting' || this.#state.state === 'streaming') this.#control(LIVE_COMMANDS.close);
  }

  /** Lets go of the way and of all that is half done. */
  #leave(reason: string): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#reorder);
    this.#reorder = undefined;
    clearInterval(this.#lossReports);
    clearInterval(this.#looks);
    if (this.#state.state === 'streaming') {
      const { way } = this.#state;
      this.#state = { state: 'idle' };
      way.close(reason);
      this.#intake.restart();
      this.#intake.end();
    }
  }

  #control(command: number): void {
    this.#commander?.send(this.#controlMessage(command));
  }

  #controlMessage(command: number): Jt808Message {
    const body = { channel: this.number, command, closeType: CLOSE_TYPES.all, streamType: this.#streamType };
    return { kind: 'liveControl', body };
  }

  #watchSilence(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#state.state !== 'streaming') return;
      const isSilent = nowUs() - this.#state.lastPacketUs >= this.#times.silentMs * 1000;
      if (!isSilent || this.#state.isPaused) return this.#watchSilence();
      this.#control(LIVE_COMMANDS.close);
      this.#fail({ cause: 'silent', detail: `channel ${this.number} sends nothing more` });
    }, this.#times.silentMs);
  }

  #reportLoss(): void {
    const { received, lost } = this.#intake.receiver.takeLoss();
    const packetLossRate = received + lost === 0 ? 0 : Math.min(100, Math.round((100 * lost) / (received + lost)));
    this.#commander?.send({ kind: 'liveStatus', body: { channel: this.number, packetLossRate } });
  }

  /** The last datagrams before a pause must not wait for ever for one that was lost. */
  #expireLater(): void {
    if (this.#reorder || this.#intake.receiver.deadlineUs === undefined) return;
    const delayMs = Math.max(1, (this.#intake.receiver.deadlineUs - nowUs()) / 1000);
    this.#reorder = setTimeout(() => {
      this.#reorder = undefined;
      this.#intake.receiver.expire(nowUs());
      this.#expireLater();
    }, delayMs);
  }
}

function isRefusal(answer: Answer | undefined): boolean {
  return answer?.kind === 'terminalResponse' && answer.body.result !== RESULTS.success;
}
