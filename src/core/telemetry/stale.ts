/** Telemetry older than this is stale: the host sends a few a second. */
export const TELEMETRY_STALE_AFTER_MS = 2000;
