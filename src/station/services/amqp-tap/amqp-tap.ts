import type { Channel, Connection } from 'rabbitmq-client';
import type { LinkState } from '#contracts/link';
import type { AmqpUrl } from '#core/settings/amqp-url';
import { english } from '#core/texts/english';
import { type AmqpCargo, amqpRun } from '../../amqp/amqp-run';
import { ConfirmingPublisher } from '../../amqp/confirming-publisher';
import { Capability } from '../../capability';
import { nowUs } from '../../clock';
import type { Hub } from '../../hub/hub';
import type { Stream } from '../../hub/stream';
import type { Log } from '../../log';
import { Supervisor } from '../../sources/supervisor';
import type { H264Pool } from '../../transcode/h264-pool';
import type { JpegPool } from '../../transcode/jpeg-pool';
import { FrameFiles } from './frame-files';
import { tapFrames } from './frame-tap';
import { FRAMES_EXCHANGE, STREAM_EXCHANGE } from './headers';
import { type StreamTapCounts, tapStream } from './stream-tap';
import type { TapSettings } from './tap-settings';

export interface AmqpTapOptions {
  readonly hub: Hub;
  readonly log: Log;
  readonly jpegs: JpegPool;
  /** Makes H.265 what is published. */
  readonly h264: H264Pool;
  readonly url: AmqpUrl;
  /** What is published of every stream without a rule of its own; absent: nothing. */
  readonly usual?: TapSettings | undefined;
  /** Ids or names of the streams that the usual is for; empty: all that are this station's own. */
  readonly streams?: readonly string[];
  /** Also streams that name themselves a simulation's. */
  readonly simulations?: boolean;
  /** Keeps JPEGs as files there. */
  readonly saveFolder?: string | undefined;
}

/** One stream's tap, for people. */
export interface TapReport {
  readonly stream: string;
  readonly wish: TapSettings;
  readonly frames: { readonly confirmed: number; readonly dropped: number; readonly waiting: number };
  readonly h264: { readonly confirmed: number; readonly dropped: number };
  /** Why there are no frames, in a line. */
  readonly problem: string | undefined;
}

interface Tap {
  readonly stream: Stream;
  readonly settings: TapSettings;
  readonly publisher: ConfirmingPublisher;
  readonly counts: StreamTapCounts;
  problem: string | undefined;
  endFrames: () => void;
  endH264: () => void;
}

const nothing = () => undefined;

export const AMQP_TAP = new Capability<AmqpTap>('amqp-tap');

/** Publishes streams to a RabbitMQ for programs that take them there: docs/protocols.md 10. */
export class AmqpTap {
  readonly #options: AmqpTapOptions;
  readonly #supervisor: Supervisor;
  readonly #taps = new Map<string, Tap>();
  /** What somebody asked for by name, over `usual`; `undefined`: nothing. */
  readonly #asked = new Map<string, TapSettings | undefined>();
  readonly #unsubscribe: () => void;
  #channel: Channel | undefined;
  #lastLogged = '';

  constructor(options: AmqpTapOptions) {
    this.#options = options;
    const { hub, url } = options;
    this.#supervisor = new Supervisor({
      // not shown: the name of a connection
      run: amqpRun({ url, name: 'groundglass tap', begin: (connection) => this.#begin(connection) }),
      now: nowUs,
      onState: (state) => this.#tell(state),
    });
    this.#unsubscribe = hub.onChange(() => this.#follow());
    this.#supervisor.start();
    this.#follow();
  }

  get state(): LinkState {
    return this.#supervisor.state;
  }

  /** Of the broker, with no secret in it. */
  get where(): string {
    return this.#options.url.where;
  }

  get reports(): readonly TapReport[] {
    return [...this.#taps.values()].map(({ stream, settings, publisher, counts, problem }) => ({
      stream: stream.info.id,
      wish: settings,
      frames: publisher.counts,
      h264: { ...counts },
      problem,
    }));
  }

  /** Publishes so of a stream from now on. */
  start(id: string, settings: TapSettings): void {
    this.#asked.set(id, settings);
    this.#end(id);
    this.#follow();
  }

  /** Publishes nothing of a stream any more. Returns whether something was. */
  stop(id: string): boolean {
    const was = this.#taps.has(id);
    this.#asked.set(id, undefined);
    this.#end(id);
    return was;
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    for (const id of this.#taps.keys()) this.#end(id);
    await this.#supervisor.stop();
  }

  /** Makes the taps those that are meant, of the streams that are there. */
  #follow(): void {
    const { hub } = this.#options;
    for (const [id, { stream }] of this.#taps) if (hub.get(id) !== stream) this.#end(id);
    // What was asked for ends with its stream: another may come under the same id.
    for (const id of this.#asked.keys()) if (!hub.get(id)) this.#asked.delete(id);
    for (const stream of hub.list()) {
      const { id } = stream.info;
      const settings = this.#asked.has(id) ? this.#asked.get(id) : this.#usualFor(stream);
      if (settings && !this.#taps.has(id)) this.#taps.set(id, this.#open(stream, settings));
    }
  }

  #usualFor({ info }: Stream): TapSettings | undefined {
    const { usual, streams = [], simulations = false } = this.#options;
    if (!simulations && info.kind === 'push' && /^simulat(ion|or)$/i.test(info.name)) return undefined;
    const meant =
      streams.length === 0 ? info.origin === undefined : [info.id, info.name].some((one) => streams.includes(one));
    return meant ? usual : undefined;
  }

  #open(stream: Stream, settings: TapSettings): Tap {
    const { log, jpegs, saveFolder } = this.#options;
    const publisher = new ConfirmingPublisher();
    const counts = { confirmed: 0, dropped: 0 };
    const tap: Tap = { stream, settings, publisher, counts, problem: undefined, endFrames: nothing, endH264: nothing };
    if (this.#channel) this.#connect(tap, this.#channel);
    if (settings.frames > 0) {
      const { width, height, jpegQuality, frames: fps } = settings;
      tap.endFrames = tapFrames({
        stream,
        jpegs,
        publisher,
        look: { width, height, jpegQuality, fps },
        files:
          saveFolder === undefined ? undefined : new FrameFiles({ folder: saveFolder, stream: stream.info.id, log }),
        onProblem: (message) => {
          tap.problem = english(message);
          log.warn(`${stream.info.id}: no frames for RabbitMQ: ${english(message)}`);
        },
      });
    }
    return tap;
  }

  #end(id: string): void {
    const tap = this.#taps.get(id);
    this.#taps.delete(id);
    tap?.endFrames();
    tap?.endH264();
  }

  async #begin(connection: Connection): Promise<AmqpCargo> {
    const channel = await connection.acquire();
    for (const exchange of [FRAMES_EXCHANGE, STREAM_EXCHANGE]) {
      await channel.exchangeDeclare({ exchange, type: 'fanout', durable: true });
    }
    await channel.confirmSelect();
    this.#channel = channel;
    for (const tap of this.#taps.values()) this.#connect(tap, channel);
    return {
      close: async () => {
        if (this.#channel === channel) {
          this.#channel = undefined;
          for (const tap of this.#taps.values()) {
            tap.publisher.detach();
            tap.endH264();
            tap.endH264 = nothing;
          }
        }
        if (connection.ready) await channel.close();
      },
    };
  }

  #connect(tap: Tap, channel: Channel): void {
    tap.publisher.attach(channel);
    tap.endH264();
    tap.endH264 = tap.settings.h264 ? tapStream(this.#options.h264, tap.stream, channel, tap.counts) : nothing;
  }

  /** Once for each thing that is wrong, not once for each attempt. */
  #tell(state: LinkState): void {
    const { log, url } = this.#options;
    const words = state.state === 'failed' ? state.failure.detail : state.state === 'open' ? 'connected' : undefined;
    if (words === undefined || words === this.#lastLogged) return;
    this.#lastLogged = words;
    if (state.state === 'failed') log.warn(`AMQP: ${words}`);
    else log.info(`AMQP: pictures go to ${url.where}`);
  }
}
