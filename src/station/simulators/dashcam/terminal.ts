// not shown in this file: what a simulator does, which it logs
import type { Jt808Header } from '#core/protocols/jt808/header';
import type { Jt808Message } from '#core/protocols/jt808/messages';
import { RESULTS } from '#core/protocols/jt808/messages/general';
import type { Jt808Body } from '#core/protocols/jt808/registry';
import { PAYLOAD_TYPES } from '#core/protocols/jt1078/messages';
import { LiveChannel } from './live-channel';
import type { Dashcam } from './options';
import { Orders } from './orders';
import { PlaybackChannel } from './playback-channel';
import { findRecordings } from './recordings';
import { Reports } from './reports';
import type { SignallingLink } from './signalling-link';

/** Answers of the platform end here, and so do those of a terminal that somebody mixed up. */
const FIRST_ORDER_ID = 0x8000;
/** A terminal that has shown its code: sends heartbeats and reports, and does what it is told. */
export class DashcamTerminal {
  readonly #dashcam: Dashcam;
  readonly #link: SignallingLink;
  readonly #live = new Map<number, LiveChannel>();
  readonly #playbacks = new Map<number, PlaybackChannel>();
  readonly #timers: NodeJS.Timeout[];
  readonly #orders: Orders;

  constructor(dashcam: Dashcam, link: SignallingLink) {
    this.#dashcam = dashcam;
    this.#link = link;
    for (let channel = 1; channel <= dashcam.channels; channel++) {
      this.#live.set(channel, new LiveChannel(dashcam, channel));
    }
    this.#orders = new Orders(dashcam, link);
    const reports = new Reports(dashcam.phone);
    const report = () => link.send({ kind: 'location', body: reports.now() });
    report();
    link.send({ kind: 'locationBatch', body: { type: 1, locations: reports.saved() } });
    this.#timers = [
      setInterval(() => link.send({ kind: 'heartbeat', body: {} }), dashcam.heartbeatSeconds * 1000),
      setInterval(report, dashcam.reportSeconds * 1000),
    ];
  }

  /** Takes a message of the platform. */
  take(message: Jt808Message, header: Jt808Header): void {
    switch (message.kind) {
      case 'queryAvAttributes':
        return this.#answerAttributes();
      case 'liveRequest':
        return this.#answerFor(this.#live.get(message.body.channel), header, (live) => {
          this.#dashcam.onEvent(`channel ${message.body.channel} is wanted at ${message.body.ip}`);
          live.start(message.body);
        });
      case 'liveControl':
        return this.#answerFor(this.#live.get(message.body.channel), header, (live) => live.control(message.body));
      case 'liveStatus':
        this.#dashcam.onEvent(`channel ${message.body.channel} loses ${message.body.packetLossRate} %`);
        return;
      case 'queryRecordings':
        return this.#answerRecordings(header, message.body);
      case 'playbackRequest': {
        const { channel } = message.body;
        if (!this.#live.has(channel)) return this.#link.respond(header, RESULTS.failure);
        // JT/T 1078-2016, 5.6.3: answered with what is played, as 0x9205 is.
        this.#answerRecordings(header, { ...message.body, alarmFlag: 0n });
        this.#playbacks.get(channel)?.stop();
        const playback = new PlaybackChannel(this.#dashcam, message.body, Date.now(), () => {
          if (this.#playbacks.get(channel) === playback) this.#playbacks.delete(channel);
        });
        this.#playbacks.set(channel, playback);
        return;
      }
      case 'playbackControl':
        return this.#answerFor(this.#playbacks.get(message.body.channel), header, (one) => one.control(message.body));
      case 'platformResponse':
      case 'registerResponse':
        return;
      default:
        if (this.#orders.take(message, header)) return;
        if (header.id >= FIRST_ORDER_ID) this.#link.respond(header, RESULTS.unsupported);
    }
  }

  /** The connection is no more; pictures go with it. */
  end(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#orders.end();
    for (const live of this.#live.values()) live.stop();
    for (const playback of this.#playbacks.values()) playback.stop();
  }

  #answerRecordings(header: Jt808Header, query: Jt808Body<'queryRecordings'>): void {
    const recordings = findRecordings(query, this.#dashcam.channels, Date.now());
    this.#link.send({ kind: 'recordings', body: { responseSerial: header.serial, recordings } });
  }

  /** A camera that is not there, or a playback that has ended, is a failure. */
  #answerFor<T>(channel: T | undefined, header: Jt808Header, act: (channel: T) => void): void {
    this.#link.respond(header, channel === undefined ? RESULTS.failure : RESULTS.success);
    if (channel !== undefined) act(channel);
  }

  #answerAttributes(): void {
    this.#link.send({
      kind: 'avAttributes',
      body: {
        inputAudioCodec: PAYLOAD_TYPES.g711a,
        inputAudioChannels: 1,
        inputAudioSampleRate: 0,
        inputAudioSampleBits: 1,
        audioFrameLength: 320,
        audioOutputSupported: 0,
        videoCodec: PAYLOAD_TYPES.h264,
        maxAudioChannels: this.#dashcam.sound ? this.#dashcam.channels : 0,
        maxVideoChannels: this.#dashcam.channels,
      },
    });
  }
}
