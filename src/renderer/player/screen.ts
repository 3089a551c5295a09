import type { PictureDecoder, PictureDecoderEvents } from './picture-decoder';

/** The last stage of a picture's way: decoded frames go in, the newest one stands on the screen. */
export interface Screen {
  /** What to put into the page. It keeps the last good picture until the next one. */
  readonly element: HTMLElement;
  /** Size of the picture that stands on the screen, in its own pixels; `undefined` before the first. */
  readonly size: PictureSize | undefined;
  /** Frames that a newer one replaced before they were drawn. */
  readonly replaced: number;
  /** What decodes H.264 for a screen that does so itself. */
  readonly path?: string;
  /** The decoder of a screen that decodes H.264 itself; others are given frames. @param now µs, the player's clock */
  decoder?(events: PictureDecoderEvents, now: () => number): PictureDecoder;
  /** Shows a frame as soon as can be. Takes ownership: the screen closes it, always. */
  show(frame: VideoFrame): void;
  /** Calls back after a frame was presented. Returns the unsubscribe. */
  onPresented(listener: (frame: PresentedFrame) => void): () => void;
  /** Lets go of everything; frames shown after it are closed at once. */
  close(): void;
}

/** Pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** A frame that the compositor has put on the screen. */
export interface PresentedFrame extends PictureSize {
  /** The frame's own `timestamp`, in µs, which names it. */
  readonly timestamp: number;
  /** When it was presented, in µs of `performance.now()`'s clock. */
  readonly shownUs: number;
  /** Frames presented since the last call, this one included; the calls may miss some. */
  readonly presented: number;
}
