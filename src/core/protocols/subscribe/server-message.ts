import { english } from '../../texts/english';
import type { SubscribeAnswer, VehicleChannel } from './messages';

/** A picture of a stream that was subscribed to. */
export interface SubscribedFrame extends VehicleChannel {
  readonly type: 'frame';
  /** An access unit, Annex B, in base64. */
  readonly data: string;
}

/** What a server says. */
export type ServerMessage = SubscribedFrame | SubscribeAnswer;

const ANSWERS = ['subscribed', 'unsubscribed', 'connected', 'pong'] as const;
const LONGEST_ERROR = 300;

/**
 * Reads a server's text message. The server may be another program, so that little is asked of it: a frame needs its data
 * alone, and what does not say of which stream it is, is of the one that was asked for.
 *
 * @param asked the stream that was subscribed to
 * @returns `undefined` for anything that is none
 */
export function readServerMessage(text: string, asked: VehicleChannel): ServerMessage | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null) return undefined;
  const { type, vehicleId, channel, data, message } = json as Readonly<Record<string, unknown>>;
  const at = {
    vehicleId: typeof vehicleId === 'string' || typeof vehicleId === 'number' ? String(vehicleId) : asked.vehicleId,
    channel: typeof channel === 'number' || typeof channel === 'string' ? Number(channel) : asked.channel,
  };
  if (type === 'frame') return typeof data === 'string' && data !== '' ? { type, ...at, data } : undefined;
  if (type === 'error') {
    return {
      type,
      message: (typeof message === 'string' ? message : english('dialect.error')).slice(0, LONGEST_ERROR),
      ...at,
    };
  }
  const answer = ANSWERS.find((one) => one === type);
  return answer && { type: answer, ...at };
}
