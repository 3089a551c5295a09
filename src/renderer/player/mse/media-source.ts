/** Safari on telephones has this one alone; it may ask for less buffering, which a live picture does anyway. */
declare global {
  var ManagedMediaSource: typeof MediaSource | undefined;
}

/** What this platform has, also on a page that is no secure context; `undefined` where it has neither. */
export function mediaSourceClass(): typeof MediaSource | undefined {
  return globalThis.ManagedMediaSource ?? globalThis.MediaSource;
}

/** The type of a buffer for H.264 of this profile and level. @param codec `avc1.42c01f` */
export function typeOf(codec: string): string {
  // not shown: a media type
  return `video/mp4; codecs="${codec.replace('avc1', 'avc3')}"`;
}

/** Whether a page can show H.264 by MSE, and be told of each picture that it shows. */
export function hasMediaSource(): boolean {
  return (
    mediaSourceClass()?.isTypeSupported(typeOf('avc1.42c01f')) === true &&
    typeof HTMLVideoElement.prototype.requestVideoFrameCallback === 'function'
  );
}
