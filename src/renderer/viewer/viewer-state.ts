import type { StreamInfo } from '#contracts/link';
import type { Advice, Text } from '#core/texts/text';
import type { StreamState } from '../streams/stream-state';
import type { StreamView } from '../streams/stream-view';
import type { WallState } from '../streams/wall-state';

/** What the whole page shows, but the pictures: of the streams, the one in focus. What features show is theirs. */
export interface ViewerState extends StreamState {
  readonly link: 'opening' | 'open' | 'closed' | 'ended';
  readonly streams: readonly StreamInfo[];
  readonly wall: WallState;
  /** What is shown: the picture, or the tiles of the wall in their order. */
  readonly views: readonly StreamView[];
  /** The one whose values the page shows. */
  readonly focus: StreamView;
  readonly overlay: boolean;
  readonly statisticsOpen: boolean;
  /** Which of the features' panels lies over the page, one at a time; `none`. */
  readonly panel: string | 'none';
  /** What was just done, for some seconds. */
  readonly announced: Text | undefined;
  /** What could not be done, until it is dismissed. */
  readonly notice: Advice | undefined;
}
