import { english } from '../../texts/english';
import type { SubscribeRequest } from './messages';

/** Longest name of a vehicle, as of a stream. */
const LONGEST_VEHICLE_ID = 200;
const HIGHEST_CHANNEL = 255;

/** What a client asked for, or one line that says why it cannot be read. */
export type ReadRequest =
  | { readonly ok: true; readonly request: SubscribeRequest }
  | { readonly ok: false; readonly message: string };

/** Reads a client's text message. A channel that is left out is 1, one that is written as text is a number all the same. */
export function readSubscribeRequest(text: string): ReadRequest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse(english('dialect.notJson'));
  }
  if (typeof json !== 'object' || json === null) return refuse(english('dialect.notObject'));
  const { type, vehicleId, channel } = json as Readonly<Record<string, unknown>>;
  if (type === 'ping') return { ok: true, request: { type } };
  if (type !== 'subscribe' && type !== 'unsubscribe') {
    return refuse(english('dialect.unknownType'));
  }
  const vehicle = readVehicleId(vehicleId);
  if (vehicle === undefined) return refuse(english('dialect.vehicleId'));
  const number = readChannel(channel);
  if (number === undefined) return refuse(english('dialect.channel', { max: HIGHEST_CHANNEL }));
  return { ok: true, request: { type, vehicleId: vehicle, channel: number } };
}

/** @returns `undefined` where it names no vehicle. */
export function readVehicleId(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.length > 0 && text.length <= LONGEST_VEHICLE_ID ? text : undefined;
}

/** @returns 1 where nothing is said; `undefined` where it is no channel. */
export function readChannel(value: unknown): number | undefined {
  if (value === undefined || value === null) return 1;
  const number = typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= HIGHEST_CHANNEL
    ? number
    : undefined;
}

function refuse(message: string): ReadRequest {
  return { ok: false, message };
}
