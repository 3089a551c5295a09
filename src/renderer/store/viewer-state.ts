import type { ExportJob, ExportsState } from '#contracts/exports';
import type { LibraryState } from '#contracts/library';
import type { Pending, StreamInfo } from '#contracts/link';
import type { PhonesState } from '#contracts/phones';
import type { TrackPoint } from '#contracts/playback';
import type { Recordings } from '#contracts/recording';
import type { Invitation, ServingState } from '#contracts/serving';
import type { CameraRecordings, FleetState } from '#contracts/vehicles';
import type { ClipSubject } from '../export/clip-subject';
import type { Selection } from '../timeline/selection';
import type { StreamView } from '../wall/stream-view';
import type { WallState } from '../wall/wall-state';
import type { StreamState } from './stream-state';

/** Which panel lies over the picture. One at a time. */
export type Panel =
  | 'none'
  | 'keys'
  | 'connect'
  | 'cameras'
  | 'share'
  | 'gateway'
  | 'vehicles'
  | 'library'
  | 'export'
  | 'jobs';

/** Everything that the viewer's page shows, but the pictures: of the streams, the one in focus. */
export interface ViewerState extends StreamState {
  readonly link: 'opening' | 'open' | 'closed' | 'ended';
  readonly streams: readonly StreamInfo[];
  readonly wall: WallState;
  /** What is shown: the picture, or the tiles of the wall in their order. */
  readonly views: readonly StreamView[];
  /** The one whose values the page shows. */
  readonly focus: StreamView;
  readonly overlay: boolean;
  /** What is to be taken out; on the clock of all that is shown, live or recorded. */
  readonly selection: Selection | undefined;
  /** The plot of the stream in focus. */
  readonly track: readonly TrackPoint[];
  readonly statisticsOpen: boolean;
  readonly panel: Panel;
  /** Whether this machine serves others; `undefined` where this page is not the one to switch it. */
  readonly serving: ServingState | undefined;
  /** The last link for others that was asked for here. */
  readonly invitation: Invitation | undefined;
  /** Dash cams' vehicles, once they were asked for. */
  readonly fleet: FleetState | undefined;
  /** What the vehicle that was asked last has recorded. */
  readonly cameraRecordings: CameraRecordings | undefined;
  /** The recordings, once they were asked for. */
  readonly library: LibraryState | undefined;
  /** The clips, once the station has told of them. */
  readonly exports: ExportsState | undefined;
  /** Those that are made in this window, newest first. */
  readonly windowJobs: readonly ExportJob[];
  /** What the next clip is taken from. */
  readonly clipSubject: ClipSubject | undefined;
  /** What was just done, for some seconds. */
  readonly told: string | undefined;
  /** What the station could not do, until it is dismissed. */
  readonly notice: { readonly message: string; readonly tip: string } | undefined;
  /** What the station records, and onto which disk; `undefined` where it cannot record. */
  readonly recordings: Recordings | undefined;
  /** Who waits to be let in by this person. */
  readonly pending: readonly Pending[];
  /** Where phones may come; `undefined`: nowhere, or it is not for this viewer to know. */
  readonly phones: PhonesState | undefined;
}
