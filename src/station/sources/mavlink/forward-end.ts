import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { InspectionRow } from '#core/inspection/inspection';
import { type Endpoint, formatEndpoint } from '#core/settings/endpoint';
import { type Text, text, verbatim } from '#core/texts/text';

/** What may wait in the system for one end: a second of a busy link. */
const MAX_WAITING_BYTES = 64 * 1024;
/** A name is asked for again after so long, known or not: it may be another's by then. */
const LOOK_UP_MS = 30_000;
/** One that sent to us is sent nothing for so long after it. */
const SENDER_US = 60e6;

/** One program that packets are handed on to. Nothing that comes from there is read, and nothing that goes wrong there is heard elsewhere. */
export class ForwardEnd {
  readonly #to: Endpoint;
  #address: string | undefined;
  #socket: Socket | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  readonly #isOwn: (address: string, port: number) => boolean;
  /** It is the source itself. */
  #isSource = false;
  /** When whoever is there sent to us last. */
  #senderUs = Number.NEGATIVE_INFINITY;
  #sent = 0;
  #lost = 0;

  /** @param isOwn whether it is where the source listens */
  constructor(to: Endpoint, isOwn: (address: string, port: number) => boolean) {
    this.#to = to;
    this.#isOwn = isOwn;
    void this.#lookUp();
  }

  /** Somebody sent to us from here. @returns whether that is this end, and news */
  heardFrom(address: string, port: number, nowUs: number): boolean {
    if (port !== this.#to.port || address !== this.#address) return false;
    const isNews = !this.#sendsToUs(nowUs);
    this.#senderUs = nowUs;
    return isNews;
  }

  /** @param packet kept until it is sent */
  send(packet: Uint8Array, nowUs: number): void {
    if (this.#address === undefined || this.#sendsToUs(nowUs)) return;
    const socket = this.#socket;
    if (!socket || socket.getSendQueueSize() > MAX_WAITING_BYTES) {
      this.#lost++;
      return;
    }
    this.#sent++;
    socket.send(packet, this.#to.port, this.#address, (error) => {
      if (error) this.#lost++;
    });
  }

  /** What became of it, for people. */
  inspect(nowUs: number): InspectionRow {
    const label = verbatim(formatEndpoint(this.#to));
    return { label, value: this.#state(nowUs) };
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#socket = undefined;
  }

  #sendsToUs(nowUs: number): boolean {
    return this.#isSource || nowUs - this.#senderUs < SENDER_US;
  }

  #state(nowUs: number): Text {
    if (this.#sendsToUs(nowUs)) return text('inspection.forwardLoop');
    if (this.#address === undefined) return text('inspection.forwardUnknown');
    return text('inspection.forwarded', { sent: this.#sent, lost: this.#lost });
  }

  async #lookUp(): Promise<void> {
    const { address } = this.#to;
    const family = isIP(address);
    const found = family ? { address, family } : await lookup(address).catch(() => undefined);
    if (this.#isClosed) return;
    if (found && found.address !== this.#address) this.#open(found.address, found.family);
    if (family) return;
    this.#timer = setTimeout(() => void this.#lookUp(), LOOK_UP_MS);
    this.#timer.unref();
  }

  #open(address: string, family: number): void {
    this.#socket?.close();
    this.#address = address;
    this.#isSource = this.#isOwn(address, this.#to.port);
    // A port that nobody has open is told by ICMP, on some systems: it may be opened at any time.
    this.#socket = createSocket(family === 6 ? 'udp6' : 'udp4').on('error', () => this.#lost++);
    this.#socket.unref();
  }
}
