import type { ClipPicture, ClipRange, ClipSound } from '#core/mp4/write/clip-movie';
import type { VideoTrackFormat } from '#core/mp4/write/track';
import type { TlogBlock } from '#core/protocols/mavlink/tlog/tlog-block';
import type { Telemetry } from '#core/telemetry/telemetry';
import { english } from '#core/texts/english';
import type { Advice, Text } from '#core/texts/text';

/** What is cut, in the order of decoding. All times in µs on the source's clock. */
export type ClipItem =
  /** Of all pictures that follow. */
  | { readonly kind: 'format'; readonly video: VideoTrackFormat }
  | { readonly kind: 'picture'; readonly picture: ClipPicture }
  | { readonly kind: 'sound'; readonly sound: ClipSound }
  /** Of the vehicle's link, each with its own time. */
  | { readonly kind: 'packets'; readonly block: TlogBlock }
  | { readonly kind: 'telemetry'; readonly values: Telemetry; readonly atUs: number };

/** Where a clip is taken from. */
export interface ClipSource {
  /** The stream's name. */
  readonly stream: string;
  /** What to add to a time of its clock to have the wall's: µs since 1970 (UTC). */
  readonly wallUs: number;
  /** A recording's telemetry, as it was written; absent where it comes among the items. */
  readonly telemetryFile?: string | undefined;
  /** A recording's packets of the vehicle's link, as `.tlog`; absent where they come among the items. It may not be there. */
  readonly tlogFile?: string | undefined;
  /**
   * From the key picture on that the picture at the range's beginning is decoded from, until no more is asked for. Begins
   * with the format.
   *
   * @throws ClipFault
   */
  items(range: ClipRange): AsyncIterable<ClipItem>;
}

/** Why there is no clip, and what to try. */
export class ClipFault extends Error {
  readonly advice: Advice;
  /** The folder is at fault: it is gone, full or cannot be written. In another one the clip can be made. */
  readonly isOfFolder: boolean;

  constructor(message: Text, tip: Text, isOfFolder = false) {
    super(english(message));
    this.advice = { message, tip };
    this.isOfFolder = isOfFolder;
  }
}
