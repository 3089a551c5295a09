import { withHome } from '../../../telemetry/home';
import type { QuantityKey } from '../../../telemetry/quantities';
import { staleAfterMs } from '../../../telemetry/stale';
import type { Telemetry } from '../../../telemetry/telemetry';
import type { Message, MessageName } from '../messages/table';
import type { Packet } from '../packet';
import { HeldPackets } from './held-packets';
import { capacityIn } from './parameter-rows';
import { type Known, SILENT, type TelemetryRow } from './row';
import { TELEMETRY_ROWS } from './table';

/** A value with the time at which it was received. */
export interface ReceivedValue {
  readonly value: unknown;
  readonly receivedUs: number;
  readonly staleUs: number;
  readonly rank: number;
}

/** What says how others are to be read: see `#learn`. */
const TEACHERS: ReadonlySet<MessageName> = new Set(['HEARTBEAT', 'GPS_RAW_INT', 'GLOBAL_POSITION_INT']);

/** What one vehicle says of itself, each value with its own age: what is not renewed is forgotten, however fast others come. */
export class TelemetryBoard {
  readonly #rows: ReadonlyMap<MessageName, readonly TelemetryRow[]>;
  /** Written over in place: thousands come a second. */
  readonly #values = new Map<QuantityKey, { -readonly [K in keyof ReceivedValue]: ReceivedValue[K] }>();
  readonly #held = new HeldPackets();
  #autopilot = 0;
  #fixType: number | undefined;
  #isPlaced = false;
  #capacityMah: number | undefined;

  constructor(rows: readonly TelemetryRow[] = TELEMETRY_ROWS) {
    const byMessage = new Map<MessageName, TelemetryRow[]>();
    for (const row of rows) byMessage.set(row.message, [...(byMessage.get(row.message) ?? []), row]);
    this.#rows = byMessage;
  }

  /** Whether anything of a message is shown, or says how others are to be read. */
  wants(name: MessageName): boolean {
    return this.#rows.has(name) || TEACHERS.has(name);
  }

  /** Takes what a message of the vehicle's autopilot says. @returns whether anything of it is shown */
  take(message: Message, nowUs: number): boolean {
    this.#learn(message);
    const rows = this.#rows.get(message.name);
    if (!rows) return false;
    const known: Known = {
      ...{ hasPosition: this.#isPlaced && (this.#fixType ?? 2) >= 2, autopilot: this.#autopilot },
      capacityMah: this.#capacityMah,
    };
    for (const row of rows) this.#put(row, message, known, nowUs);
    return true;
  }

  /** Takes a packet of the autopilot that need not be read before its values are looked at. @returns false where it has to be */
  hold(packet: Packet, name: MessageName, nowUs: number): boolean {
    return this.#rows.has(name) && this.#held.hold(packet, name, nowUs);
  }

  /** When each known value was received. */
  get received(): ReadonlyMap<QuantityKey, ReceivedValue> {
    this.#readHeld();
    return this.#values;
  }

  /** All that is known and fresh, and how far home is. */
  telemetry(nowUs: number): Telemetry {
    this.#readHeld();
    const fresh: Record<string, unknown> = {};
    for (const [key, { value, staleUs }] of this.#values) if (nowUs < staleUs) fresh[key] = value;
    return withHome(fresh);
  }

  #readHeld(): void {
    this.#held.release((message, receivedUs) => this.take(message, receivedUs));
  }

  #put({ key, read, rank }: TelemetryRow, message: Message, known: Known, nowUs: number): void {
    const there = this.#values.get(key);
    if (there && there.rank < rank && nowUs < there.staleUs) return;
    // The row is one of this message's: see `#rows`.
    const value = (read as (values: Message['values'], known: Known) => unknown)(message.values, known);
    if (value === SILENT) return;
    if (value !== undefined) {
      const staleUs = nowUs + staleAfterMs(key) * 1000;
      if (!there) this.#values.set(key, { value, receivedUs: nowUs, staleUs, rank });
      else {
        there.value = value;
        there.receivedUs = nowUs;
        there.staleUs = staleUs;
        there.rank = rank;
      }
    }
    // Unknown by the message that counts; another's may be known.
    else if (there?.rank === rank) this.#values.delete(key);
  }

  #learn(message: Message): void {
    if (message.name === 'HEARTBEAT') this.#autopilot = message.values.autopilot ?? 0;
    else if (message.name === 'GPS_RAW_INT') this.#fixType = message.values.fix_type;
    else if (message.name === 'PARAM_VALUE')
      this.#capacityMah = capacityIn(message.values, this.#autopilot) ?? this.#capacityMah;
    else if (message.name === 'GLOBAL_POSITION_INT') {
      const { lat, lon } = message.values;
      this.#isPlaced = Boolean(lat || lon);
    }
  }
}
