/** Takes a connection's Annex B bytes and gives a stream its access units. */
export interface VideoIntake {
  /** The next bytes of a stream, cut anywhere. */
  push(chunk: Uint8Array): void;
  /**
   * Bytes behind which, as their container says, a picture ends: it goes on at once.
   *
   * @param captureUs when it was taken, on the station's clock, where its container says so
   */
  pushPicture(bytes: Uint8Array, captureUs?: number): void;
  /** Something that may have been a part of a picture was lost on its way here. */
  lost(): void;
  /** A new connection: nothing that was received before continues. */
  restart(): void;
}
