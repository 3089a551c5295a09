import { createSocket } from 'node:dgram';
import { connect, isIPv6, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { backOffMs } from '#core/media/back-off';
import { MavlinkLink } from '#core/protocols/mavlink/link';
import { OutgoingMessages } from '#core/protocols/mavlink/outgoing';
import { reasonOf } from '#core/reason-of';
import { formatEndpoint } from '#core/settings/endpoint';
import type { HostMavlink } from '#core/settings/host-flags';
import type { Telemetry } from '#core/telemetry/telemetry';
import { nowUs } from '#station/clock';
import type { Log } from '#station/log';
import { Peers } from '#station/network/mavlink-peers';
import { openLine } from '#station/serial/line';

/** One connection: resolves when it has ended by itself, or the signal ended it. */
type Way = (signal: AbortSignal) => Promise<string>;

const EVERY_SECOND_MS = 1000;
const LONGEST_PAUSE_MS = 5000;
/** A way that lasted so long is no longer one that fails again and again. */
const PROVEN_MS = 5000;
const SILENCE_MS = 10_000;

/** What the vehicle says over MAVLink, from wherever it comes. It is heard, and asked for its messages at a rate; nothing else is sent. */
export class MavlinkFeed {
  readonly #from: HostMavlink;
  readonly #log: Log;
  readonly #link: MavlinkLink;
  readonly #outgoing: OutgoingMessages;
  #stop: AbortController | undefined;
  #life: Promise<void> = Promise.resolve();
  #port: number | undefined;

  /**
   * @param rate messages a second that telemetry is sent at
   * @param onPacket every packet that is believed: a place in a buffer that is void after the call
   */
  constructor(
    from: HostMavlink,
    rate: number,
    log: Log,
    onPacket?: (bytes: Uint8Array, start: number, end: number) => void,
  ) {
    this.#link = new MavlinkLink({ onTelemetry: () => undefined, onPacket });
    this.#from = from;
    this.#log = log;
    this.#outgoing = new OutgoingMessages(undefined, rate);
  }

  /** What is known and fresh: each value is forgotten when it is not renewed. */
  telemetry(): Telemetry {
    return this.#link.board.telemetry(nowUs());
  }

  /** System ids of the vehicles that were heard. */
  get systems(): readonly number[] {
    return this.#link.vehicles.list.filter(({ heartbeat }) => heartbeat !== undefined).map(({ system }) => system);
  }

  /** Of the datagrams, once it listens. */
  get port(): number | undefined {
    return this.#port;
  }

  start(): void {
    const way = this.#way();
    if (!way || this.#stop) return;
    const stop = new AbortController();
    this.#stop = stop;
    this.#life = this.#keep(way, stop.signal);
  }

  async close(): Promise<void> {
    this.#stop?.abort();
    await this.#life;
  }

  #way(): Way | undefined {
    const from = this.#from;
    switch (from.kind) {
      case 'off':
        return undefined;
      case 'udp':
        return (signal) => this.#listen(from, signal);
      case 'tcp':
        return (signal) => this.#dial(from, signal);
      case 'serial':
        return (signal) => this.#openSerial(from, signal);
    }
  }

  async #keep(way: Way, signal: AbortSignal): Promise<void> {
    let told = '';
    for (let failures = 1; !signal.aborted; failures++) {
      const beganMs = performance.now();
      const why = await way(signal).catch(reasonOf);
      if (signal.aborted) return;
      if (performance.now() - beganMs > PROVEN_MS) failures = 1;
      // A flight controller that is off is tried for hours; one line says so.
      if (why !== told) this.#log.warn(`mavlink: ${why}; it is tried again`);
      told = why;
      // Rejects where it is closed meanwhile.
      await wait(backOffMs(failures, Math.random(), LONGEST_PAUSE_MS), undefined, { signal }).catch(() => undefined);
    }
  }

  #listen({ address, port }: Extract<HostMavlink, { port: number }>, signal: AbortSignal): Promise<string> {
    return new Promise((resolve) => {
      const peers = new Peers(this.#link);
      const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
      const end = (why: string) => {
        clearInterval(timer);
        signal.removeEventListener('abort', abort);
        socket.close(() => resolve(why));
      };
      const abort = () => end('');
      const timer = this.#everySecond((packet) => {
        for (const peer of peers.heard(nowUs())) socket.send(packet, peer.port, peer.address, () => undefined);
      });
      socket
        .on('listening', () => {
          this.#port = socket.address().port;
        })
        .on('message', (datagram, from) => void peers.take(datagram, from.address, from.port, nowUs()))
        .once('error', (error) => end(error.message));
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) return abort();
      socket.bind(port, address);
    });
  }

  #dial({ address, port }: Extract<HostMavlink, { port: number }>, signal: AbortSignal): Promise<string> {
    const socket = connect({ host: address, port, noDelay: true });
    return this.#carry(socket, formatEndpoint({ address, port }), signal);
  }

  async #openSerial({ device, baud }: Extract<HostMavlink, { kind: 'serial' }>, signal: AbortSignal): Promise<string> {
    const opened = await openLine({ path: device, baud, isOwners: true });
    return 'stream' in opened ? this.#carry(opened.stream, device, signal) : opened.detail;
  }

  /** A connection or a line, which is a socket to Node, too. A vehicle sends a heartbeat each second: silence is an end. */
  #carry(socket: Socket, where: string, signal: AbortSignal): Promise<string> {
    return new Promise((resolve) => {
      const { push } = this.#link.open();
      // not shown: in logs alone
      let why = `${where} closed`;
      const abort = () => socket.destroy();
      // One that does not read is given nothing more: it is old by the time it does.
      const timer = this.#everySecond((packet) => {
        if (!socket.connecting && socket.writableLength === 0) socket.write(packet);
      });
      socket
        .setTimeout(SILENCE_MS)
        .on('data', (chunk: Buffer) => void push(chunk, nowUs()))
        .on('timeout', () => {
          // not shown: in logs alone
          why = `nothing from ${where} for ${SILENCE_MS / 1000} s`;
          socket.destroy();
        })
        .on('error', (error) => {
          why = error.message;
        })
        .on('end', () => socket.destroy())
        .on('close', () => {
          clearInterval(timer);
          signal.removeEventListener('abort', abort);
          resolve(why);
        });
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
    });
  }

  #everySecond(send: (packet: Uint8Array) => void): NodeJS.Timeout {
    return setInterval(() => {
      for (const packet of this.#outgoing.everySecond(this.#link.vehicle, nowUs())) send(packet);
    }, EVERY_SECOND_MS);
  }
}
