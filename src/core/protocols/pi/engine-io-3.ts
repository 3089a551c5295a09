/**
 * Engine.IO 3 and Socket.IO 2 as text (engine.io-protocol, revision 3; socket.io-protocol, revision 4): what hosts with
 * Socket.IO 1 and 2, or python-socketio 4, speak. socket.io-client 4 does not.
 */

/** Types of Engine.IO's packets; the first character of each. */
const ENGINE_TYPES = { '0': 'open', '1': 'close', '2': 'ping', '3': 'pong', '4': 'message' } as const;
/** Types of Socket.IO's packets within a message. */
const SOCKET_TYPES = { '0': 'connect', '1': 'disconnect', '2': 'event', '4': 'error' } as const;

/** One packet. What is of no use here (upgrades, acknowledgements, binary) is `other`. */
export type Packet3 =
  | { readonly kind: 'open'; readonly sid: string; readonly pingIntervalMs: number; readonly pingTimeoutMs: number }
  | { readonly kind: 'close' | 'ping' | 'pong' | 'other' }
  | { readonly kind: 'connect' | 'disconnect'; readonly namespace: string }
  | { readonly kind: 'error'; readonly namespace: string; readonly message: string }
  /** `json` is the array of the event's name and its arguments, not yet read. */
  | { readonly kind: 'event'; readonly namespace: string; readonly json: string };

const OTHER: Packet3 = { kind: 'other' };
const MIN_PING_MS = 100;
const MAX_PING_MS = 600_000;

/** Reads one packet. Never throws. */
export function readPacket3(text: string): Packet3 {
  const type = ENGINE_TYPES[text[0] as keyof typeof ENGINE_TYPES];
  if (type === undefined) return OTHER;
  const rest = text.slice(1);
  if (type === 'open') return readOpen(rest);
  return type === 'message' ? readMessage(rest) : { kind: type };
}

function readOpen(json: string): Packet3 {
  const value = objectOf(json);
  const { sid, pingInterval, pingTimeout } = value ?? {};
  if (typeof sid !== 'string') return OTHER;
  return {
    kind: 'open',
    sid,
    pingIntervalMs: within(pingInterval, 25_000),
    pingTimeoutMs: within(pingTimeout, 60_000),
  };
}

/** `type[/namespace[?query],][id][json]` */
function readMessage(text: string): Packet3 {
  const match = /^(\d)(?:(\/[^,]*)(?:,|$))?\d*([\s\S]*)$/.exec(text);
  const type = SOCKET_TYPES[match?.[1] as keyof typeof SOCKET_TYPES];
  if (!match || type === undefined) return OTHER;
  const namespace = (match[2] ?? '/').replace(/\?[\s\S]*$/, '');
  const json = match[3] ?? '';
  if (type === 'event') return { kind: 'event', namespace, json };
  return type === 'error' ? { kind: 'error', namespace, message: json.slice(0, 200) } : { kind: type, namespace };
}

/**
 * The packets of an answer to long polling: each behind its length in characters and a colon.
 *
 * @returns those before the first that does not fit
 */
export function splitPayload3(payload: string): readonly string[] {
  const packets: string[] = [];
  for (let at = 0; at < payload.length; ) {
    const colon = payload.indexOf(':', at);
    const length = colon === -1 || colon - at > 9 ? Number.NaN : Number(payload.slice(at, colon));
    if (!Number.isInteger(length) || length < 1 || colon + 1 + length > payload.length) break;
    packets.push(payload.slice(colon + 1, colon + 1 + length));
    at = colon + 1 + length;
  }
  return packets;
}

/** Packets as long polling posts them. */
export function writePayload3(packets: readonly string[]): string {
  return packets.map((packet) => `${packet.length}:${packet}`).join('');
}

export const PING_3 = '2';

/** Asks for a namespace; the main one, `/`, is there from the start. */
export function connectTo3(namespace: string): string {
  return `40${namespace},`;
}

function objectOf(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function within(value: unknown, fallback: number): number {
  return typeof value === 'number' && value >= MIN_PING_MS && value <= MAX_PING_MS ? value : fallback;
}
