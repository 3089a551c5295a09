import type { Telemetry } from '../../../telemetry/telemetry';
import type { MessageName, MessageValues } from '../messages/table';

/** How long a value counts, ms: as often as a slow radio brings it, and some more. */
export const FRESH_MS = { fast: 2000, usual: 5000, slow: 15_000 } as const;

/** What else is known of the vehicle when a message is read. */
export interface Known {
  /** Whether it has a position: `false` where its receiver says that it has no fix. */
  readonly hasPosition: boolean;
  /** MAV_AUTOPILOT. */
  readonly autopilot: number;
}

/** The message says nothing of the quantity, as of a second battery; what was known stays. */
export const SILENT = Symbol('silent');

/** One quantity that one message tells. */
export interface TelemetryRow<N extends MessageName = MessageName, K extends keyof Telemetry = keyof Telemetry> {
  readonly message: N;
  readonly key: K;
  /** @returns `undefined` where it is told to be unknown */
  readonly read: (values: MessageValues<N>, known: Known) => Telemetry[K] | undefined | typeof SILENT;
  /** Of several messages that tell it, the least counts as long as it is fresh. */
  readonly rank: number;
  readonly freshMs: number;
}

/** Rows of one message: the quantities by their keys. */
export function rowsOf<N extends MessageName>(
  message: N,
  { rank = 0, freshMs = FRESH_MS.usual }: { readonly rank?: number; readonly freshMs?: number },
  quantities: { readonly [K in keyof Telemetry]?: TelemetryRow<N, K>['read'] },
): readonly TelemetryRow[] {
  // Each reader is called with its own message alone: `TelemetryBoard` looks rows up by it.
  return Object.entries(quantities).map(
    ([key, read]) => ({ message, key, read, rank, freshMs }) as unknown as TelemetryRow,
  );
}
