import { z } from 'zod';
import { metadataSchema } from './metadata';

/** How long names may be. */
const LONGEST_NAME = 200;

const sourceID = z.string().min(1).max(LONGEST_NAME);
/** Seconds on the phone's monotonic clock; of metadata, since 2001-01-01 00:00 UTC. */
const timestamp = z.number();
const base64 = z.string().min(1);

/** Parameter sets without start codes, in base64. Ours: the original sends none. */
const parameterSetsSchema = z.object({
  codec: z.enum(['h264', 'h265']),
  /** VPS (H.265), SPS and PPS, in this order. */
  nalus: z.array(z.string().min(1).max(8192)).min(1).max(16).readonly(),
});
export type ParameterSets = z.infer<typeof parameterSetsSchema>;

const handshakeSchema = z.object({
  sourceID,
  deviceName: z.string().max(LONGEST_NAME).catch(''),
  /** Ours: what the sender can be asked for. A sender that names none is never written to. */
  accepts: z.array(z.string().max(40)).max(16).readonly().optional(),
  /** Ours: the code that the station's user gave to this phone's. */
  pairingCode: z.string().max(64).optional(),
  parameterSets: parameterSetsSchema.optional(),
});
export type Handshake = z.infer<typeof handshakeSchema>;

const videoNaluSchema = z.object({ sourceID, timestamp, isKeyFrame: z.boolean(), naluData: base64 });
const audioSchema = z.object({
  sourceID,
  timestamp,
  sampleRate: z.number().min(4000).max(192_000),
  channels: z.number().int().min(1).max(8),
  audioData: base64,
});
const frameSchema = z.object({ sourceID, timestamp, width: z.number(), height: z.number(), imageData: base64 });

/** A message of a phone, by the kinds of the original; `parameterSets` is ours. Data stays base64 until somebody wants it. */
export type RemoteCameraMessage =
  | { readonly kind: 'handshake'; readonly payload: Handshake }
  | { readonly kind: 'videoNALU'; readonly payload: z.infer<typeof videoNaluSchema> }
  | { readonly kind: 'audio'; readonly payload: z.infer<typeof audioSchema> }
  | { readonly kind: 'metadata'; readonly payload: z.infer<typeof eventSchema> }
  | { readonly kind: 'frame'; readonly payload: z.infer<typeof frameSchema> }
  | { readonly kind: 'parameterSets'; readonly payload: { readonly sourceID: string } & ParameterSets };

const eventSchema = z.object({ sourceID, timestamp, metadata: metadataSchema });

const PAYLOADS = {
  handshake: handshakeSchema,
  videoNALU: videoNaluSchema,
  audio: audioSchema,
  metadata: eventSchema,
  frame: frameSchema,
  parameterSets: parameterSetsSchema.extend({ sourceID }),
} as const satisfies Record<RemoteCameraMessage['kind'], z.ZodType>;

/**
 * Reads one line: `{"kind":K,"<K>":{…}}` (docs/protocols.md 4). Unknown keys are ignored.
 *
 * @returns `undefined` for anything that is no such message
 */
export function readRemoteCameraMessage(line: string): RemoteCameraMessage | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
  const { kind } = value;
  if (typeof kind !== 'string' || !Object.hasOwn(PAYLOADS, kind)) return undefined;
  const known = kind as RemoteCameraMessage['kind'];
  const payload = PAYLOADS[known].safeParse((value as Record<string, unknown>)[known]);
  return payload.success ? ({ kind: known, payload: payload.data } as RemoteCameraMessage) : undefined;
}

/** Writes one line with its end, as Swift's encoder does: `/` as `\/`. */
export function writeRemoteCameraMessage({ kind, payload }: RemoteCameraMessage): string {
  return `${JSON.stringify({ kind, [kind]: payload }).replaceAll('/', '\\/')}\n`;
}
