import type { PictureSize } from './screen';

/** A picture that stood on the screen, with every time known of it. All in µs. */
export interface ShownPicture extends PictureSize, PictureTimes {
  /** The name of the picture in this player: unique and rising. */
  readonly timestamp: number;
  /** When it was presented, on the viewer's clock. */
  readonly shownUs: number;
}

/** What the player remembers of a picture while it is on its way. */
export interface PictureTimes {
  /** When its last byte reached the station, on the station's clock. */
  readonly receiveUs: number;
  /** When the camera took it, on the station's clock; absent where it is not known. */
  readonly captureUs?: number;
  /** When the station handed it to the link, on the station's clock; absent where it is not known. */
  readonly sentUs?: number;
  /** What it was asked for by; absent: it is live. Receive and capture are on the wall's clock then. */
  readonly run?: number;
  /** Only needed to decode those after it. */
  readonly hidden?: boolean;
  /** When the viewer received it, on the viewer's clock. */
  readonly pushedUs: number;
  /** When the decoder gave it out, on the viewer's clock. */
  readonly decodedUs?: number;
}
