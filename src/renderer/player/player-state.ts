import type { DecoderState, DropCause } from './decoder-state';

/** How the player is doing, for a view. Each variant carries what only it knows. */
export type PlayerState =
  /** Nothing has been received. */
  | { readonly state: 'idle' }
  /** Pictures come, but none to begin with. `picturesSeen` rises with each; times are on the viewer's clock. */
  | {
      readonly state: 'waitingForKey';
      readonly because: DropCause;
      readonly sinceUs: number;
      readonly picturesSeen: number;
    }
  | { readonly state: 'decoding' }
  /** The browser took the decoder back; the next key picture gets a new one. */
  | { readonly state: 'reclaimed' }
  /** `reason` in the browser's words; `codec` as its SPS names it. */
  | { readonly state: 'failed'; readonly reason: string; readonly codec: string | undefined }
  /**
   * This page has no `VideoDecoder`; or its `<video>`, which is fed as pictures come and shows them all, in that order,
   * would show a false picture of such a film.
   */
  | { readonly state: 'unsupported'; readonly why: 'noDecoder' | 'outOfOrder' };

export const UNSUPPORTED: PlayerState = { state: 'unsupported', why: 'noDecoder' };

export const OUT_OF_ORDER: PlayerState = { state: 'unsupported', why: 'outOfOrder' };

/** The view's state for a decoder's state, keeping `before` where nothing changed for a view. */
export function playerStateOf(decoder: DecoderState, before: PlayerState, nowUs: number): PlayerState {
  switch (decoder.state) {
    case 'waitingForKey':
      if (before.state === 'waitingForKey' && before.because === decoder.because) return before;
      return { state: 'waitingForKey', because: decoder.because, sinceUs: nowUs, picturesSeen: 0 };
    case 'failed':
      if (before.state === 'failed' && before.reason === decoder.reason) return before;
      return { state: 'failed', reason: decoder.reason, codec: decoder.format?.codec };
    case 'decoding':
    case 'reclaimed':
      return before.state === decoder.state ? before : { state: decoder.state };
  }
}
