/** What of a stream is shown: what is live, or a part of its past. The view of the stream owns it; everything else reads it. */
export type Shown = { readonly kind: 'live' } | Past;

/** A part of a stream's past. */
export interface Past {
  readonly kind: 'past';
  /** Names the request that the pictures answer (`contracts/playback.ts`). */
  readonly run: number;
  /** 0: paused. 1: as fast as it was taken. */
  readonly rate: number;
  /** Of the picture that is shown, on the wall's clock in µs. */
  readonly positionUs: number;
}

export const LIVE: Shown = { kind: 'live' };

/** The past that is shown; `undefined` while it is live. */
export function pastOf({ shown }: { readonly shown: Shown }): Past | undefined {
  return shown.kind === 'past' ? shown : undefined;
}
