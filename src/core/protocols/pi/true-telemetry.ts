import { QUANTITY_KEYS, quantityOf } from '../../telemetry/quantities';
import type { Quantity } from '../../telemetry/quantity';
import type { Telemetry } from '../../telemetry/telemetry';
import { PI_TRUE_VERSION } from './messages';

/** Most characters of a value that is words. */
const MAX_WORDS = 64;
/** Of a reason, in UTF-16 units. */
const MAX_REASON = 300;
const AXES = ['x', 'y', 'z'];

/**
 * Reads a `telemetry` event of a host of ours that was asked for true units. Never throws. A key that is unknown, of the wrong
 * kind or not finite is left out, and the others are kept.
 *
 * @returns `undefined` for any other message, as of hosts that do not know the question
 */
export function readTrueTelemetry(sent: unknown): Telemetry | undefined {
  if (typeof sent !== 'object' || sent === null || !('version' in sent) || sent.version !== PI_TRUE_VERSION) {
    return undefined;
  }
  const known = QUANTITY_KEYS.flatMap((key) => {
    const value: unknown = Object.hasOwn(sent, key) ? Reflect.get(sent, key) : undefined;
    return value !== undefined && isOf(quantityOf(key), value) ? [[key, value] as const] : [];
  });
  return Object.fromEntries(known);
}

/** What the event `PI_HOST_EVENT` says of a camera that gives no pictures; `undefined` where it gives some, or for any other value. */
export function readCameraTrouble(sent: unknown): string | undefined {
  const camera: unknown = property(sent, 'camera');
  const reason = property(camera, 'reason');
  return property(camera, 'state') === 'waiting' && typeof reason === 'string'
    ? reason.slice(0, MAX_REASON)
    : undefined;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function isOf(quantity: Quantity, value: unknown): boolean {
  switch (quantity.kind) {
    case 'number':
      return Number.isFinite(value);
    case 'flag':
      return typeof value === 'boolean';
    case 'words':
      return typeof value === 'string' && value.length <= MAX_WORDS;
    case 'vector':
      return (
        typeof value === 'object' && value !== null && AXES.every((axis) => Number.isFinite(Reflect.get(value, axis)))
      );
    case 'numbers':
      return Array.isArray(value) && value.length <= quantity.most && value.every((one) => Number.isFinite(one));
  }
}
