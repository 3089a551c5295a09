import { isIPv6 } from 'node:net';
import type { InspectionSection } from '#core/inspection/inspection';
import { RecentPackets } from '#core/protocols/mavlink/recent-packets';
import { type Endpoint, formatEndpoint } from '#core/settings/endpoint';
import { text } from '#core/texts/text';
import type { Log } from '../../log';
import { plainAddress } from '../../network/address';
import { ownAddresses } from '../../network/addresses';
import { ForwardEnd } from './forward-end';

/**
 * Hands on each packet that is believed, as it came, to other programs: one way. No end that sends to us is sent anything, nor is
 * our own port, and a packet that came a moment ago already goes no further: programs that hand on to one another in a circle
 * make no more of it.
 */
export class PacketForward {
  readonly #ends: readonly ForwardEnd[];
  readonly #recent = new RecentPackets();
  readonly #log: Log;
  #again = 0;

  /** @param own where the source listens, where it does */
  constructor(ends: readonly Endpoint[], log: Log, own: Endpoint | undefined) {
    this.#log = log;
    const isOwn = (address: string, port: number) => {
      const is = own !== undefined && isReachedBy(own, address, port);
      if (is) this.#tell(address, port);
      return is;
    };
    this.#ends = ends.map((end) => new ForwardEnd(end, isOwn));
  }

  /** Somebody sends to us from here. */
  heardFrom(address: string, port: number, nowUs: number): void {
    for (const end of this.#ends) if (end.heardFrom(plainAddress(address), port, nowUs)) this.#tell(address, port);
  }

  take(bytes: Uint8Array, start: number, end: number, nowUs: number): void {
    if (this.#recent.has(bytes, start, end, nowUs)) {
      this.#again++;
      return;
    }
    // One copy for all: what it lies in is used again before it is sent.
    const packet = bytes.slice(start, end);
    for (const one of this.#ends) one.send(packet, nowUs);
  }

  inspect(nowUs: number): InspectionSection {
    const again = { label: text('inspection.forwardAgain'), value: text('inspection.packets', { n: this.#again }) };
    return {
      title: text('inspection.forward'),
      rows: [...this.#ends.map((end) => end.inspect(nowUs)), ...(this.#again > 0 ? [again] : [])],
      advice: [],
    };
  }

  close(): void {
    for (const end of this.#ends) end.close();
  }

  #tell(address: string, port: number): void {
    const where = formatEndpoint({ address, port });
    this.#log.warn(`nothing is forwarded to ${where}: that is who sends to us, and would get its own packets back`);
  }
}

/** Whether a socket of ours that listens is reached there. */
function isReachedBy(own: Endpoint, address: string, port: number): boolean {
  return own.port === port && (isLoopback(address) || ownAddresses(own.address).includes(address));
}

function isLoopback(address: string): boolean {
  return isIPv6(address) ? address === '::1' : address.startsWith('127.');
}
