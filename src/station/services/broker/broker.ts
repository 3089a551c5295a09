import type { Channel, Connection } from 'rabbitmq-client';
import {
  ANNOUNCE_EXCHANGE,
  ANNOUNCE_MS,
  type Announcement,
  announcementSchema,
  anyAnnouncementSchema,
  BROKER_VERSION,
  MEDIA_EXCHANGE,
  requestQueue,
  requestSchema,
} from '#contracts/broker';
import type { LinkState } from '#contracts/link';
import type { AmqpUrl } from '#core/settings/amqp-url';
import { type AmqpCargo, amqpRun } from '../../amqp/amqp-run';
import { Capability } from '../../capability';
import { nowUs } from '../../clock';
import type { Hub } from '../../hub/hub';
import type { Log } from '../../log';
import { Directory } from '../../sources/accept/broker/directory';
import { Incoming } from '../../sources/accept/broker/incoming';
import { type LinkEnd, Supervisor } from '../../sources/supervisor';
import { mediaOut } from './media-out';
import { Outgoing } from './outgoing';

/** Requests and announcements are of now: what was not taken for so long is of no use. */
const CONTROL_LIMITS = { 'x-message-ttl': 6000, 'x-max-length': 2000 };
/** A hub changes several times at once when it begins. */
const CHANGE_DELAY_MS = 50;

export interface BrokerOptions {
  readonly hub: Hub;
  readonly log: Log;
  readonly url: AmqpUrl;
  /** What other stations know this one as. */
  readonly name: string;
  /** How long a stream is still fetched after its last viewer has gone; ten seconds where nothing is said. */
  readonly lingerMs?: number;
}

/** Another station, for people. */
export interface OtherStation {
  readonly name: string;
  readonly streams: number;
  readonly lastHeardMs: number;
}

export const BROKER = new Capability<Broker>('broker');

/** Shares this station's streams with others over a RabbitMQ, and theirs with this one. */
export class Broker {
  readonly name: string;
  /** Of the broker, with no secret in it. */
  readonly where: string;
  readonly #options: BrokerOptions;
  readonly #directory = new Directory();
  readonly #incoming: Incoming;
  readonly #supervisor: Supervisor;
  readonly #strangers = new Set<string>();
  #connection: Connection | undefined;
  #lastLogged = '';

  constructor(options: BrokerOptions) {
    const { hub, log, url, name, lingerMs } = options;
    this.#options = options;
    this.name = name;
    this.where = url.where;
    const connection = () => this.#connection ?? this.#whyNot();
    this.#incoming = new Incoming({ hub, log, directory: this.#directory, connection, lingerMs });
    this.#supervisor = new Supervisor({
      run: amqpRun({ url, name: `groundglass ${name}`, begin: (connected) => this.#begin(connected) }),
      now: nowUs,
      onState: (state) => this.#tell(state),
    });
    this.#supervisor.start();
  }

  /** Of the link to the broker. */
  get state(): LinkState {
    return this.#supervisor.state;
  }

  /** The stations that are there now. */
  get stations(): readonly OtherStation[] {
    return this.#directory.list().map(({ name, streams, heardUs }) => ({
      name,
      streams: streams.length,
      lastHeardMs: Math.round((nowUs() - heardUs) / 1000),
    }));
  }

  /** Tries now, without waiting out a back-off, to get a stream of another station, and to reach the broker. */
  retryNow(id: string): void {
    if (!this.#incoming.retryNow(id)) return;
    this.#supervisor.retryNow();
  }

  /** Says good-bye to the others. */
  async close(): Promise<void> {
    await this.#incoming.close();
    await this.#supervisor.stop();
  }

  async #begin(connection: Connection): Promise<AmqpCargo> {
    const { hub } = this.#options;
    const control = await connection.acquire();
    await control.exchangeDeclare({ exchange: ANNOUNCE_EXCHANGE, type: 'fanout', durable: true });
    await control.exchangeDeclare({ exchange: MEDIA_EXCHANGE, type: 'direct', durable: true });
    const media = await connection.acquire();
    const outgoing = new Outgoing(hub, this.name, mediaOut(media));
    const sayWhatIsHere = () => {
      // Short of memory, the broker takes nothing; what is said again in two seconds need not wait for it.
      if (!connection.ready) return;
      say(control, { type: 'station', ...this.#self(), streams: outgoing.announced() });
    };

    const own = { exclusive: true, autoDelete: true, arguments: CONTROL_LIMITS };
    const { queue: requests } = await control.queueDeclare({ ...own, queue: requestQueue(this.name) });
    await control.basicConsume({ queue: requests, noAck: true }, ({ body }) => {
      const read = requestSchema.safeParse(body);
      if (read.success) outgoing.request(read.data);
    });
    const { queue: announcements } = await control.queueDeclare(own);
    await control.queueBind({ queue: announcements, exchange: ANNOUNCE_EXCHANGE });
    await control.basicConsume({ queue: announcements, noAck: true }, ({ body }) => {
      if (this.#hear(body)) sayWhatIsHere();
    });

    this.#connection = connection;
    this.#directory.forgive(nowUs());
    this.#incoming.retryAll();
    say(control, { type: 'hello', ...this.#self() });
    sayWhatIsHere();
    let changed: NodeJS.Timeout | undefined;
    const unsubscribe = hub.onChange(() => {
      outgoing.sweep();
      clearTimeout(changed);
      changed = setTimeout(sayWhatIsHere, CHANGE_DELAY_MS);
    });
    const beat = setInterval(() => {
      sayWhatIsHere();
      outgoing.sweep();
      if (this.#directory.expire(nowUs())) this.#incoming.follow();
    }, ANNOUNCE_MS);
    return {
      close: async () => {
        unsubscribe();
        clearTimeout(changed);
        clearInterval(beat);
        outgoing.close();
        if (this.#connection !== connection) return;
        this.#connection = undefined;
        if (!connection.ready) return;
        await control.basicPublish({ exchange: ANNOUNCE_EXCHANGE }, { type: 'bye', ...this.#self() });
        // Channels that are open would keep the connection.
        await Promise.all([control.close(), media.close()]);
      },
    };
  }

  #self() {
    return { version: BROKER_VERSION, station: this.name } as const;
  }

  /** Takes an announcement in. Returns whether it is to be answered with our own. */
  #hear(body: unknown): boolean {
    const read = announcementSchema.safeParse(body);
    if (!read.success) {
      this.#hearStranger(body);
      return false;
    }
    const announcement = read.data;
    const { station } = announcement;
    if (station === this.name) return false;
    if (announcement.type === 'hello') return true;
    if (announcement.type === 'bye') this.#directory.left(station);
    else this.#directory.heard(station, announcement.streams, nowUs());
    this.#incoming.follow();
    return false;
  }

  #hearStranger(body: unknown): void {
    const read = anyAnnouncementSchema.safeParse(body);
    if (!read.success || read.data.version === BROKER_VERSION) return;
    const { station, version } = read.data;
    if (this.#strangers.has(station) || this.#strangers.size >= 64) return;
    this.#strangers.add(station);
    this.#options.log.warn(
      `broker: station ${station} speaks version ${version} and this one ${BROKER_VERSION}: they share nothing`,
    );
  }

  /** Once for each thing that is wrong, not once for each attempt. */
  #tell(state: LinkState): void {
    const { log } = this.#options;
    const words = state.state === 'failed' ? state.failure.detail : state.state === 'open' ? 'connected' : undefined;
    if (words === undefined || words === this.#lastLogged) return;
    this.#lastLogged = words;
    if (state.state === 'failed') log.warn(`broker: ${words}`);
    else log.info(`broker: station ${this.name} is at ${this.where}`);
  }

  #whyNot(): LinkEnd {
    const { state } = this;
    const failure = state.state === 'failed' || state.state === 'connecting' ? state.failure : undefined;
    if (!failure) return { cause: 'closed', detail: 'not connected to the broker yet' };
    return { cause: failure.cause, detail: `broker: ${failure.detail}`.slice(0, 300) };
  }
}

/** What cannot be said is not worth an error: the connection's own end tells. */
function say(channel: Channel, announcement: Announcement): void {
  channel.basicPublish({ exchange: ANNOUNCE_EXCHANGE }, announcement).catch(() => undefined);
}
