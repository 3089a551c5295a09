import dgram, { type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import { readDatagram } from '#core/protocols/jt1078/packet';
import { nowUs } from '../../../clock';
import type { Log } from '../../../log';
import { DropWatch } from '../../../network/drop-watch';
import { widenReceiveBuffer } from '../../../network/receive-buffer';
import type { MediaRoute } from './media-sink';
import { DatagramWay } from './media-way';
import { simName } from './sim-name';
import type { SummedLog } from './summed-log';

/** Senders that are remembered; beyond that the half is forgotten that was not heard of for longest. */
const MAX_SENDERS = 4096;
/** Bytes of a buffer, as the system counts them, below which the key pictures of a few cameras at once may find no room. */
const ENOUGH_BYTES = 4 * 2 ** 20;

/** What became of datagrams that were not taken. */
export interface DatagramCounts {
  /** They were no packet, or not asked for. */
  unwanted: number;
  /** The system had no room for them in the socket's buffer; 0 where it does not tell. */
  lost: number;
}

/** One address and port that sends. */
interface Sender {
  readonly address: string;
  readonly port: number;
  readonly way: DatagramWay;
  heardUs: number;
}

/** Takes 1078 over UDP: packets that were asked for go to their channels, whatever address they come from. */
export class DatagramIntake {
  readonly #route: MediaRoute;
  readonly #faults: SummedLog;
  readonly #address: string;
  readonly #counts: DatagramCounts;
  /** By port, then by address: a key of both would be a new text for each datagram. */
  readonly #senders = new Map<number, Map<string, Sender>>();
  #senderCount = 0;
  #last: Sender | undefined;
  #watch: DropWatch | undefined;

  readonly #socket: dgram.Socket;

  constructor(address: string, route: MediaRoute, faults: SummedLog, counts: DatagramCounts) {
    this.#route = route;
    this.#faults = faults;
    this.#counts = counts;
    const type = net.isIPv6(address) ? 'udp6' : 'udp4';
    this.#socket = dgram.createSocket({ type });
    this.#address = address;
    this.#socket.on('message', (datagram, from) => this.#take(datagram, from));
  }

  /** Resolves with the port. Rejects where it cannot be had. */
  async listen(port: number, log: Log): Promise<number> {
    this.#socket.bind(port, this.#address);
    await once(this.#socket, 'listening');
    this.#socket.on('error', (error) => log.debug(`jt: ${error.message}`));
    // A key picture comes in a burst of hundreds of datagrams, from many cameras at once.
    const bytes = widenReceiveBuffer(this.#socket);
    const { port: own } = this.#socket.address();
    const advice = bytes < ENOUGH_BYTES && process.platform === 'linux' ? ', raise net.core.rmem_max' : '';
    log.info(
      `jt: the system keeps ${Math.round(bytes / 1024)} KiB of datagrams for port ${own} until they are read${advice}`,
    );
    this.#watch = new DropWatch({
      end: { address: this.#address, port: own },
      onDrops: (count) => {
        this.#counts.lost += count;
        this.#faults.note(
          `datagram lost, no room in a buffer of ${Math.round(bytes / 1024)} KiB${advice}`,
          `port ${own}`,
          count,
        );
      },
    });
    return own;
  }

  close(): Promise<void> {
    this.#watch?.close();
    return new Promise((resolve) => this.#socket.close(() => resolve()));
  }

  #take(datagram: Uint8Array, from: RemoteInfo): void {
    this.#watch?.came();
    const packet = readDatagram(datagram);
    if (!packet) return this.#drop('datagram that is no packet', from);
    const sink = this.#route(simName(packet.sim), packet.channel);
    if (!sink) return this.#drop('datagram of an unknown camera', from);
    const receiveUs = nowUs();
    if (!sink.take(packet, this.#wayOf(from, receiveUs), receiveUs))
      this.#drop('datagram that was not asked for', from);
  }

  #drop(what: string, { address }: RemoteInfo): void {
    this.#counts.unwanted++;
    this.#faults.note(what, address);
  }

  #wayOf({ address, port }: RemoteInfo, atUs: number): DatagramWay {
    const last = this.#last;
    const sender =
      last?.port === port && last.address === address
        ? last
        : (this.#senders.get(port)?.get(address) ?? this.#newSender(address, port, atUs));
    sender.heardUs = atUs;
    this.#last = sender;
    return sender.way;
  }

  #newSender(address: string, port: number, heardUs: number): Sender {
    if (this.#senderCount >= MAX_SENDERS) this.#forgetHalf();
    const sender = { address, port, way: new DatagramWay(address), heardUs };
    this.#add(sender);
    return sender;
  }

  #add(sender: Sender): void {
    const there = this.#senders.get(sender.port) ?? new Map<string, Sender>();
    this.#senders.set(sender.port, there.set(sender.address, sender));
    this.#senderCount++;
  }

  #forgetHalf(): void {
    const all = [...this.#senders.values()].flatMap((there) => [...there.values()]);
    const kept = all.sort((a, b) => b.heardUs - a.heardUs).slice(0, MAX_SENDERS / 2);
    this.#senders.clear();
    this.#senderCount = 0;
    for (const sender of kept) this.#add(sender);
  }
}
