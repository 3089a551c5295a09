/** Bytes before the picture (docs/protocols.md 1.3). */
const TIME_BYTES = 8;

/** A binary message of the camera socket. */
export interface PiWebSocketFrame {
  /** When it was taken, Unix seconds on the host's clock; absent where it is no number. */
  readonly unixSeconds?: number;
  /** A view of the message. Whether it is a JPEG is not looked at here. */
  readonly jpeg: Uint8Array;
}

/**
 * Reads `f64 little-endian Unix seconds | JPEG`.
 *
 * @returns `undefined` for a message too short to hold a picture.
 */
export function readPiFrame(message: Uint8Array): PiWebSocketFrame | undefined {
  if (message.length <= TIME_BYTES) return undefined;
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const unixSeconds = view.getFloat64(0, true);
  const jpeg = message.subarray(TIME_BYTES);
  return Number.isFinite(unixSeconds) && unixSeconds > 0 ? { unixSeconds, jpeg } : { jpeg };
}

/** Writes a camera message, as the host does. */
export function writePiFrame(unixSeconds: number, jpeg: Uint8Array): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array(TIME_BYTES + jpeg.length);
  new DataView(message.buffer).setFloat64(0, unixSeconds, true);
  message.set(jpeg, TIME_BYTES);
  return message;
}

/** The message of `{"type":"error","message":"…"}`, which either socket may send; `undefined` for any other value. */
export function errorTextOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, message } = value as { readonly type?: unknown; readonly message?: unknown };
  return type === 'error' && typeof message === 'string' ? message : undefined;
}

/** `server_time` of a telemetry message, Unix seconds; `undefined` where it is none. */
export function serverTimeOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { server_time } = value as { readonly server_time?: unknown };
  return typeof server_time === 'number' && Number.isFinite(server_time) ? server_time : undefined;
}
