import { withHome } from '../../../telemetry/home';
import type { QuantityKey } from '../../../telemetry/quantities';
import { staleAfterMs } from '../../../telemetry/stale';
import type { Telemetry } from '../../../telemetry/telemetry';
import type { Message, MessageName } from '../messages/table';
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

/** What one vehicle says of itself, each value with its own age: what is not renewed is forgotten, however fast others come. */
export class TelemetryBoard {
  readonly #rows: ReadonlyMap<MessageName, readonly TelemetryRow[]>;
  readonly #values = new Map<QuantityKey, ReceivedValue>();
  #autopilot = 0;
  #fixType: number | undefined;
  #isPlaced = false;
  #capacityMah: number | undefined;

  constructor(rows: readonly TelemetryRow[] = TELEMETRY_ROWS) {
    const byMessage = new Map<MessageName, TelemetryRow[]>();
    for (const row of rows) byMessage.set(row.message, [...(byMessage.get(row.message) ?? []), row]);
    this.#rows = byMessage;
  }

  /** Takes what a message of the vehicle's autopilot says. @returns whether anything of it is shown */
  take(message: Message, nowUs: number): boolean {
    this.#learn(message);
    const rows = this.#rows.get(message.name);
    if (!rows) return false;
    for (const row of rows) this.#put(row, message, nowUs);
    return true;
  }

  /** When each known value was received. */
  get received(): ReadonlyMap<QuantityKey, ReceivedValue> {
    return this.#values;
  }

  /** All that is known and fresh, and how far home is. */
  telemetry(nowUs: number): Telemetry {
    const fresh: Record<string, unknown> = {};
    for (const [key, { value, staleUs }] of this.#values) if (nowUs < staleUs) fresh[key] = value;
    return withHome(fresh);
  }

  #put({ key, read, rank }: TelemetryRow, message: Message, nowUs: number): void {
    const there = this.#values.get(key);
    if (there && there.rank < rank && nowUs < there.staleUs) return;
    const known: Known = {
      ...{ hasPosition: this.#isPlaced && (this.#fixType ?? 2) >= 2, autopilot: this.#autopilot },
      capacityMah: this.#capacityMah,
    };
    // The row is one of this message's: see `#rows`.
    const value = (read as (values: Message['values'], known: Known) => unknown)(message.values, known);
    if (value === SILENT) return;
    if (value !== undefined)
      this.#values.set(key, { value, receivedUs: nowUs, staleUs: nowUs + staleAfterMs(key) * 1000, rank });
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
