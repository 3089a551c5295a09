import type { QuantityKey } from '../../../telemetry/quantities';
import type { Telemetry } from '../../../telemetry/telemetry';
import type { MessageName, MessageValues } from '../messages/table';

/** What else is known of the vehicle when a message is read. */
export interface Known {
  /** Whether it has a position: `false` where its receiver says that it has no fix. */
  readonly hasPosition: boolean;
  /** MAV_AUTOPILOT. */
  readonly autopilot: number;
  /** Of its first battery, where it told. */
  readonly capacityMah: number | undefined;
}

/** The message says nothing of the quantity, as of a second battery; what was known stays. */
export const SILENT = Symbol('silent');

/** One quantity that one message tells. */
export interface TelemetryRow<N extends MessageName = MessageName, K extends QuantityKey = QuantityKey> {
  readonly message: N;
  readonly key: K;
  /** @returns `undefined` where it is told to be unknown */
  readonly read: (values: MessageValues<N>, known: Known) => Telemetry[K] | undefined | typeof SILENT;
  /** Of several messages that tell it, the least counts as long as it is fresh. */
  readonly rank: number;
}

/** Rows of one message: the quantities by their keys. */
export function rowsOf<N extends MessageName>(
  message: N,
  { rank = 0 }: { readonly rank?: number },
  quantities: { readonly [K in QuantityKey]?: TelemetryRow<N, K>['read'] },
): readonly TelemetryRow[] {
  // Each reader is called with its own message alone: `TelemetryBoard` looks rows up by it.
  return Object.entries(quantities).map(([key, read]) => ({ message, key, read, rank }) as unknown as TelemetryRow);
}
