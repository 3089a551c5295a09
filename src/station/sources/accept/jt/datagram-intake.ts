import dgram, { type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import { readDatagram } from '#core/protocols/jt1078/packet';
import { nowUs } from '../../../clock';
import type { Log } from '../../../log';
import type { MediaRoute } from './media-sink';
import { DatagramWay } from './media-way';
import { simName } from './sim-name';
import type { SummedLog } from './summed-log';

/** Senders that are remembered; the one not heard of for longest is forgotten. */
const MAX_SENDERS = 4096;

/** Takes 1078 over UDP: packets that were asked for go to their channels, whatever address they come from. */
export class DatagramIntake {
  readonly #route: MediaRoute;
  readonly #faults: SummedLog;
  readonly #address: string;
  readonly #ways = new Map<string, DatagramWay>();
  /** Datagrams that were no packet, or were not asked for. */
  dropped = 0;

  readonly #socket: dgram.Socket;

  constructor(address: string, route: MediaRoute, faults: SummedLog) {
    this.#route = route;
    this.#faults = faults;
    // A key picture comes in a burst of a hundred datagrams, from many cameras at once.
    const type = net.isIPv6(address) ? 'udp6' : 'udp4';
    this.#socket = dgram.createSocket({ type, recvBufferSize: 4 * 1024 * 1024 });
    this.#address = address;
    this.#socket.on('message', (datagram, from) => this.#take(datagram, from));
  }

  /** Resolves with the port. Rejects where it cannot be had. */
  async listen(port: number, log: Log): Promise<number> {
    this.#socket.bind(port, this.#address);
    await once(this.#socket, 'listening');
    this.#socket.on('error', (error) => log.debug(`jt: ${error.message}`));
    return this.#socket.address().port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#socket.close(() => resolve()));
  }

  #take(datagram: Uint8Array, from: RemoteInfo): void {
    const packet = readDatagram(datagram);
    if (!packet) return this.#drop('datagram that is no packet', from);
    const sink = this.#route(simName(packet.sim), packet.channel);
    if (!sink) return this.#drop('datagram of an unknown camera', from);
    if (!sink.take(packet, this.#wayOf(from), nowUs())) this.#drop('datagram that was not asked for', from);
  }

  #drop(what: string, { address }: RemoteInfo): void {
    this.dropped++;
    this.#faults.note(what, address);
  }

  #wayOf({ address, port }: RemoteInfo): DatagramWay {
    const key = `${address} ${port}`;
    const way = this.#ways.get(key) ?? new DatagramWay(address);
    this.#ways.delete(key);
    this.#ways.set(key, way);
    if (this.#ways.size > MAX_SENDERS) this.#ways.delete(this.#ways.keys().next().value ?? '');
    return way;
  }
}
