import { z } from 'zod';

/** What a sender of ours can be asked for, as it says in `handshake.accepts`. */
export const SENDER_REQUEST_KINDS = ['keyFrame', 'encoding'] as const;

/** What the station asks of a sender that accepts it; the original never hears of this. */
const senderRequestSchema = z.discriminatedUnion('kind', [
  /** A key picture, as soon as can be. */
  z.object({ kind: z.literal('keyFrame') }),
  /** How to encode from here on, in place of the request before. What is absent the sender chooses itself. */
  z.object({
    kind: z.literal('encoding'),
    bitsPerSecond: z.number().int().min(50_000).max(100_000_000).optional(),
    /** The box that pictures are to lie within, in their own shape; smaller ones stay as they are. */
    width: z.number().int().min(16).max(7680).optional(),
    height: z.number().int().min(16).max(4320).optional(),
    framesPerSecond: z.number().min(1).max(240).optional(),
  }),
]);
export type SenderRequest = z.infer<typeof senderRequestSchema>;

/** Reads one line of the station. @returns `undefined` for anything that is no request */
export function readSenderRequest(line: string): SenderRequest | undefined {
  try {
    const result = senderRequestSchema.safeParse(JSON.parse(line));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}

/** Writes one line with its end. */
export function writeSenderRequest(request: SenderRequest): string {
  return `${JSON.stringify(request)}\n`;
}
