import { z } from 'zod';

/** What a sender of ours can be asked for, as it says in `handshake.accepts`. */
export const WISH_KINDS = ['keyFrame', 'encoding'] as const;

/** What the station asks of a sender that accepts it; the original never hears of this. */
const wishSchema = z.discriminatedUnion('kind', [
  /** A key picture, as soon as can be. */
  z.object({ kind: z.literal('keyFrame') }),
  /** How to encode from here on, in place of what was wished before. What is absent the sender chooses itself. */
  z.object({
    kind: z.literal('encoding'),
    bitsPerSecond: z.number().int().min(50_000).max(100_000_000).optional(),
    /** The box that pictures are to lie within, in their own shape; smaller ones stay as they are. */
    width: z.number().int().min(16).max(7680).optional(),
    height: z.number().int().min(16).max(4320).optional(),
    framesPerSecond: z.number().min(1).max(240).optional(),
  }),
]);
export type Wish = z.infer<typeof wishSchema>;

/** Reads one line of the station. @returns `undefined` for anything that is no wish */
export function readWish(line: string): Wish | undefined {
  try {
    const result = wishSchema.safeParse(JSON.parse(line));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}

/** Writes one line with its end. */
export function writeWish(wish: Wish): string {
  return `${JSON.stringify(wish)}\n`;
}
