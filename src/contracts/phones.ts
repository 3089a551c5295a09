import { z } from 'zod';

/** Where phones with the remote-camera application may come. */
export const phonesSchema = z.object({
  /** This machine's addresses there, the likeliest first. */
  hosts: z.array(z.string().min(1).max(253)).min(1).max(64),
  port: z.number().int().min(1).max(65535),
  /** What the station calls itself by mDNS; absent where it does not say that it is there. */
  service: z.string().max(200).optional(),
  /** Whether a person is asked about a phone that is new. */
  asks: z.boolean(),
  /** Whether a phone may give a code instead. */
  hasCode: z.boolean(),
  /** Phones that are connected and let in. */
  connected: z.number().int().min(0),
});
export type PhonesState = z.infer<typeof phonesSchema>;
