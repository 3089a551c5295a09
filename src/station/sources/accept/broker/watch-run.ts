import type { AsyncMessage, Channel, Connection } from 'rabbitmq-client';
import {
  type AnnouncedStream,
  AUDIO_TYPE,
  MEDIA_EXCHANGE,
  PICTURE_TYPE,
  type Request,
  readAudioHeaders,
  readPictureHeaders,
  requestQueue,
  WATCH_EXPIRY_MS,
  WATCH_MS,
  type WatchMessage,
  watchMessageSchema,
} from '#contracts/broker';
import { readEntry } from '#core/bitstream/decoder-start/recovery-point';
import { ClockOffset } from '#core/media/clock-offset';
import { reasonOf } from '#core/reason-of';
import { nowUs } from '../../../clock';
import type { Stream } from '../../../hub/stream';
import { detailOf } from '../../failure';
import type { LinkEnd, LinkEvents, LinkRun } from '../../supervisor';
import { Sequence } from './sequence';

/** Newest wins: what has waited for two seconds, or behind so many, is dropped from the front, and a key picture awaited. */
const QUEUE_LIMITS = { 'x-message-ttl': 2000, 'x-max-length': 800, 'x-max-length-bytes': 48 * 1024 * 1024 };
/** Messages on their way to us that we have not taken in. */
const PREFETCH = 96;
/** Taken in together, to spare the broker a message for each. */
const ACKNOWLEDGE_EVERY = 16;

export interface WatchRunOptions {
  readonly station: string;
  readonly stream: Stream;
  /** The connection, or why there is none. */
  readonly connection: () => Connection | LinkEnd;
  /** As the station last announced it. */
  readonly announced: () => AnnouncedStream;
  /** All but pictures and telemetry, which the stream gets. */
  readonly onState: (message: Extract<WatchMessage, { type: 'answer' | 'state' }>) => void;
}

/** Watches one stream of another station: one life of one queue. */
export function watchRun(options: WatchRunOptions): LinkRun {
  return async (signal, events) => {
    const connection = options.connection();
    if ('cause' in connection) return connection;
    let channel: Channel | undefined;
    try {
      channel = await connection.acquire();
      return await new Watch(options, channel, events).run(signal);
    } catch (error) {
      return { cause: 'error', detail: detailOf(reasonOf(error)) };
    } finally {
      // Its queue goes with it.
      void channel?.close();
    }
  };
}

class Watch {
  readonly #options: WatchRunOptions;
  readonly #channel: Channel;
  readonly #events: LinkEvents;
  readonly #key: string;
  readonly #clock = new ClockOffset();
  readonly #sequence = new Sequence();
  #queue = '';
  #unacknowledged = 0;
  #isOpen = false;
  #answeredUs = nowUs();
  #end: (why: LinkEnd) => void = () => undefined;

  constructor(options: WatchRunOptions, channel: Channel, events: LinkEvents) {
    this.#options = options;
    this.#channel = channel;
    this.#events = events;
    this.#key = options.announced().key;
  }

  async run(signal: AbortSignal): Promise<LinkEnd> {
    const { station } = this.#options;
    const channel = this.#channel;
    const ended = new Promise<LinkEnd>((resolve) => {
      this.#end = resolve;
    });
    const abort = () => this.#end({ cause: 'closed', detail: 'ended by us' });
    signal.addEventListener('abort', abort, { once: true });
    channel.once('close', () => this.#end({ cause: 'closed', detail: 'the link to the broker ended' }));
    channel.once('basic.cancel', () => this.#end({ cause: 'closed', detail: 'the broker ended the queue' }));
    if (signal.aborted) abort();
    await channel.basicQos({ prefetchCount: PREFETCH });
    this.#queue = (await channel.queueDeclare({ exclusive: true, autoDelete: true, arguments: QUEUE_LIMITS })).queue;
    // Bound before it is asked for, so that nothing falls between the group and what follows it.
    await channel.queueBind({ queue: this.#queue, exchange: MEDIA_EXCHANGE, routingKey: this.#key });
    await channel.basicConsume({ queue: this.#queue, exclusive: true }, (message) => this.#take(message));
    this.#ask(true);
    const renewal = setInterval(() => {
      if (nowUs() - this.#answeredUs > WATCH_EXPIRY_MS * 1000) {
        this.#end({ cause: 'silent', detail: detailOf(`no answer from station ${station}`) });
      }
      // A station that has gone is noticed by what it announced, too.
      if (this.#options.announced().key !== this.#key) this.#end({ cause: 'closed', detail: 'the station began anew' });
      this.#ask(false);
    }, WATCH_MS);
    const why = await ended;
    clearInterval(renewal);
    signal.removeEventListener('abort', abort);
    this.#request({ type: 'unwatch', key: this.#key, queue: this.#queue });
    return why;
  }

  #ask(join: boolean): void {
    this.#request({ type: 'watch', key: this.#key, queue: this.#queue, join, askedUs: nowUs() });
  }

  #request(request: Request): void {
    const routingKey = requestQueue(this.#options.station);
    this.#channel.basicPublish({ routingKey }, request).catch(() => undefined);
  }

  #take({ type, headers, body, deliveryTag }: AsyncMessage): void {
    if (!this.#channel.active) return;
    if (type === PICTURE_TYPE && Buffer.isBuffer(body)) this.#picture(headers, body);
    else if (type === AUDIO_TYPE && Buffer.isBuffer(body)) this.#audio(headers, body);
    else this.#message(body);
    this.#unacknowledged++;
    if (this.#unacknowledged < ACKNOWLEDGE_EVERY) return;
    this.#unacknowledged = 0;
    this.#channel.basicAck({ deliveryTag, multiple: true });
  }

  #picture(headers: unknown, data: Buffer): void {
    const { stream } = this.#options;
    const read = readPictureHeaders(headers);
    stream.countBytes(data.length);
    if (!read || data.length === 0) return stream.countFault();
    this.#events.data();
    const verdict = this.#sequence.follow(read.seq);
    if (verdict === 'known') return;
    // What follows a lost picture would be shown false.
    if ((verdict === 'after-loss' || read.afterLoss) && !read.key) stream.broke();
    const entry = read.entry ? readEntry(data) : undefined;
    const captureUs = this.#toOurs(read.capture);
    stream.publish({
      data,
      key: read.key,
      receiveUs: nowUs(),
      codec: read.codec,
      ...(entry && { entry }),
      ...(captureUs !== undefined && { captureUs }),
    });
  }

  #audio(headers: unknown, data: Buffer): void {
    const { stream } = this.#options;
    const read = readAudioHeaders(headers);
    stream.countBytes(data.length);
    if (!read || data.length === 0) return stream.countFault();
    const { codec, rate: sampleRateHz, channels, description } = read;
    const captureUs = this.#toOurs(read.capture);
    stream.publishAudio({
      data,
      codec,
      sampleRateHz,
      channels,
      receiveUs: nowUs(),
      ...(description !== undefined && { description: Buffer.from(description, 'hex') }),
      ...(captureUs !== undefined && { captureUs }),
    });
  }

  #toOurs(theirsUs: number | undefined): number | undefined {
    return theirsUs === undefined ? undefined : this.#clock.toOurs(theirsUs);
  }

  #message(body: unknown): void {
    const { stream, onState } = this.#options;
    const read = watchMessageSchema.safeParse(body);
    if (!read.success) return stream.countFault();
    const message = read.data;
    switch (message.type) {
      case 'answer':
        this.#answeredUs = nowUs();
        this.#clock.add({ sentUs: message.askedUs, theirsUs: message.answeredUs, receivedUs: this.#answeredUs });
        if (!this.#isOpen) this.#events.opened();
        this.#isOpen = true;
        this.#events.data();
        return onState(message);
      case 'state':
        return onState(message);
      case 'telemetry':
        return stream.publishTelemetry(message.values);
      case 'gone':
        return this.#end({ cause: 'closed', detail: 'the station has no such stream any more' });
    }
  }
}
