import { z } from 'zod';
import { infoSchema, type JpegStreamInfo } from './info';
import { QUALITIES, type Quality } from './presets';

/** Longest text message that either end accepts: a base64 JPEG of 6 MB. */
export const MAX_TEXT_LENGTH = 8 * 1024 * 1024;

const streamId = z.string().min(1).max(200);
const frame = z.string().min(1);

/** What a client asks of the picture. */
const requestShape = {
  quality: z.enum(QUALITIES).optional(),
  fps: z.number().positive().max(1000).optional(),
  jpeg_quality: z.number().min(0).max(100).optional(),
};

/** Client → server on `/ws/stream/{id}`. `stream_id` may be left out: the path names the stream. */
const clientMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start_stream'), quality: requestShape.quality, name: z.string().max(200).optional() }),
  z.object({ type: z.literal('stop_stream') }),
  z.object({
    type: z.literal('join_stream'),
    stream_id: streamId.optional(),
    binary: z.boolean().optional(),
    ...requestShape,
  }),
  z.object({ type: z.literal('leave_stream') }),
  z.object({ type: z.literal('frame_data'), frame, timestamp: z.number().optional() }),
  z.object({ type: z.literal('stream_info'), stream_id: streamId.optional() }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

const frameSchema = z.object({
  stream_id: z.string().optional(),
  /** Unix seconds. */
  timestamp: z.number().optional(),
  frame,
  frame_number: z.number().optional(),
  quality: z.string().optional(),
});

/** Server → client. A server that we join may be another program, so that little is asked of it. */
const serverMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('stream_info'), data: infoSchema.partial() }),
  z.object({ type: z.literal('frame'), data: frameSchema }),
  z.object({ type: z.literal('frame_data'), data: frameSchema }),
  z.object({ type: z.literal('stop_stream') }),
  z.object({ type: z.literal('error'), message: z.string() }),
]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;

/**
 * Reads a client's message. Its fields stand in `data`, as in the server's messages, or beside `type`.
 *
 * @returns `undefined` for anything that is none.
 */
export function readClientMessage(text: string): ClientMessage | undefined {
  const value = parseObject(text);
  if (!value) return undefined;
  const { data, ...beside } = value;
  const fields = isObject(data) ? { ...data, type: beside.type } : beside;
  const result = clientMessageSchema.safeParse(fields);
  return result.success ? result.data : undefined;
}

/** Reads a server's message. @returns `undefined` for anything that is none. */
export function readServerMessage(text: string): ServerMessage | undefined {
  const result = serverMessageSchema.safeParse(parseObject(text));
  return result.success ? result.data : undefined;
}

/** `{"type":"stream_info","data":INFO}`. */
export function writeInfo(info: JpegStreamInfo): string {
  return JSON.stringify({ type: 'stream_info', data: info });
}

/** One picture for a viewer. */
export interface FrameFacts {
  readonly streamId: string;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly frameNumber: number;
  readonly quality: Quality;
}

/**
 * A picture as text.
 *
 * @param type `frame` on `/ws/viewer/{id}`, `frame_data` on `/ws/stream/{id}`.
 * @param base64 needs no escaping, so that it is not scanned for what would.
 */
export function writeFrame(type: 'frame' | 'frame_data', facts: FrameFacts, base64: string): string {
  const { streamId, timestamp, frameNumber, quality } = facts;
  const id = JSON.stringify(streamId);
  return `{"type":"${type}","data":{"stream_id":${id},"timestamp":${timestamp},"frame":"${base64}","frame_number":${frameNumber},"quality":"${quality}"}}`;
}

/** The stream ended. */
export function writeStop(streamId: string): string {
  return JSON.stringify({ type: 'stop_stream', data: { stream_id: streamId } });
}

export function writeError(message: string): string {
  return JSON.stringify({ type: 'error', message });
}

/** The base64 of a `frame`, without the `data:` prefix that browsers' canvases give. */
export function base64Of(frameText: string): string {
  return frameText.startsWith('data:') ? frameText.slice(frameText.indexOf(',') + 1) : frameText;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  if (text.length > MAX_TEXT_LENGTH) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
