import type { LinkRole, StreamInfo } from '#contracts/link';
import type { Endpoint } from '#core/settings/endpoint';
import type { SourceUrl } from '#core/settings/source-url';
import type { Stream } from '../hub/stream';
import type { Log } from '../log';
import type { LinkVehicles } from './mavlink/link-vehicles';

/**
 * Where a stream comes from. A source begins once and ends once; who wants it again makes a new one. Its links retry by
 * themselves.
 */
export interface Source {
  start(): void;
  /** Ends the waits for the next attempt. */
  retryNow(): void;
  /** Resolves when every socket is closed; leaves the stream's links `stopped`. */
  stop(): Promise<void>;
}

/** What every source is made with. */
export interface SourceContext {
  readonly log: Log;
  /** Pictures go on after a loss, instead of waiting for the next key picture. */
  readonly showDamaged: boolean;
  /** How the station speaks with vehicles of MAVLink; absent: with heartbeats, unsigned. */
  readonly mavlink?: MavlinkSettings;
}

export interface MavlinkSettings {
  /** File with the key that packets are to be signed with; absent: signatures are not looked at. */
  readonly keyFile?: string | undefined;
  /** Where each packet is handed on to; absent: nowhere. */
  readonly forward?: readonly Endpoint[] | undefined;
  /** No heartbeats, and no requests for rates either. */
  readonly silent: boolean;
}

/** What a source is made with. */
export interface MakeContext extends SourceContext {
  /** The stream's telemetry is another source's: a camera that has some of its own leaves it alone. */
  readonly hasOtherTelemetry: boolean;
  /** Who started the program named it: it may be what viewers may not name. */
  readonly isOwners: boolean;
  /** Who is on its link, and which of them a person chose: for a source that tells vehicles apart. */
  readonly vehicles: LinkVehicles;
}

/** How one kind of source is made from its URL. */
export interface SourceMaker {
  /** Where its stream comes from, for people: a place for each link that it has, and '' for video or telemetry that it has not. */
  describe(url: SourceUrl): Pick<StreamInfo, LinkRole | 'vehicle'>;
  /** A source that is not yet started. */
  make(url: SourceUrl, stream: Stream, context: MakeContext): Source;
}
