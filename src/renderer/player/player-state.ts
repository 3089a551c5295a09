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
  | { readonly state: 'failed'; readonly reason: string; readonly tip: string }
  /** This page has no `VideoDecoder`. */
  | { readonly state: 'unsupported'; readonly reason: string; readonly tip: string };

export const UNSUPPORTED: PlayerState = {
  state: 'unsupported',
  reason: 'This browser gives the page no video decoder.',
  tip: 'Open the page over https:// or from localhost, in a current Chrome, Edge or Chromium.',
};

/** A `<video>` that is fed as pictures come shows them all, in that order: of such a film a false picture. */
export const OUT_OF_ORDER: PlayerState = {
  state: 'unsupported',
  reason: 'This page cannot show this film: its pictures are seen in another order than they come, or not all of them.',
  tip: 'Open the page over https:// or from localhost, or download the film.',
};

/** The view's state for a decoder's state, keeping `before` where nothing changed for a view. */
export function playerStateOf(decoder: DecoderState, before: PlayerState, nowUs: number): PlayerState {
  switch (decoder.state) {
    case 'waitingForKey':
      if (before.state === 'waitingForKey' && before.because === decoder.because) return before;
      return { state: 'waitingForKey', because: decoder.because, sinceUs: nowUs, picturesSeen: 0 };
    case 'failed':
      if (before.state === 'failed' && before.reason === decoder.reason) return before;
      return { state: 'failed', reason: decoder.reason, tip: failureTip(decoder.format?.codec) };
    case 'decoding':
    case 'reclaimed':
      return before.state === decoder.state ? before : { state: decoder.state };
  }
}

function failureTip(codec: string | undefined): string {
  return `Set the camera to 8 bit 4:2:0 Baseline, Main or High${codec ? `; this stream is ${codec}` : ''}.`;
}
