import { encodeMessage } from '#core/protocols/mavlink/encode';
import { sign, timestampOf } from '#core/protocols/mavlink/signing';
import { sha256 } from '../../sources/mavlink/signing-key';
import type { ScheduledMessage } from './schedule';
import type { VehicleState } from './state';

/** One component that sends by its schedule, with its own sequence. */
export class SendingComponent {
  readonly system: number;
  readonly id: number;
  readonly #key: Uint8Array | undefined;
  readonly #due: { readonly message: ScheduledMessage; everyMs: number; nextMs: number; count: number }[];
  #seq = 0;
  #timestamp = 0;

  constructor(system: number, id: number, schedule: readonly ScheduledMessage[], key?: Uint8Array) {
    this.system = system;
    this.id = id;
    this.#key = key;
    this.#due = schedule.map((message) => ({ message, everyMs: message.everyMs, nextMs: 0, count: 0 }));
  }

  /** A ground station asked for another rate. @returns whether there is such a message */
  setInterval(messageName: string, everyMs: number): boolean {
    const found = this.#due.find(({ message }) => message.name === messageName);
    if (found) found.everyMs = everyMs;
    return found !== undefined;
  }

  /** @returns the packets whose time has come */
  due(state: VehicleState): readonly Uint8Array[] {
    return this.#due.flatMap((each) => {
      if (state.bootMs < each.nextMs) return [];
      // What a slow machine could not send in time is not sent later.
      each.nextMs = Math.max(each.nextMs + each.everyMs, state.bootMs - each.everyMs);
      const messages = [each.message.values(state, each.count++)].flat();
      return messages.map((values) => this.write(each.message.name, values));
    });
  }

  write(name: ScheduledMessage['name'], values: object): Uint8Array {
    const signed = this.#key !== undefined;
    const sender = { version: 2, system: this.system, component: this.id, seq: this.#seq++ & 0xff, signed } as const;
    const packet = encodeMessage(name, values, sender);
    if (this.#key) {
      this.#timestamp = Math.max(this.#timestamp + 1, timestampOf(Date.now()));
      sign(packet, { key: this.#key, sha256, link: 1, timestamp: this.#timestamp });
    }
    return packet;
  }
}
