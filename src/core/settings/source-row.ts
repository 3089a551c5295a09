import type { PlainTextId } from '../texts/text';
import type { FlagKind } from './flag';

/** What a source can beside giving pictures. What is absent it cannot. */
export interface SourceCapabilities {
  /**
   * Its vehicle reports though no picture is fetched: the telemetry's link tells whether it is there, and nothing has to be
   * held for it.
   */
  readonly reportsUnwatched?: true;
  /**
   * A vehicle has a stream for each of its cameras, `<vehicle>_<channel>`. The vehicle is a number, which programs may write
   * with any zeros in front.
   */
  readonly hasChannels?: true;
  /** It waits for a sender on a port of ours: an open link says nothing of whether somebody is there. */
  readonly listens?: true;
}

/** What every source has: how people know it, and what is true of all its streams. */
interface AnySource {
  /** What people call this kind of camera. */
  readonly title: PlainTextId;
  /** What it is, and where its address is found or how it comes to the station, in a sentence or two. */
  readonly about: PlainTextId;
  /** The word for it in a stream's description. Sources of the same pictures may share one. */
  readonly kind: string;
  /** Absent: video, with whatever comes beside it. Telemetry alone may be bound to a stream that has video. */
  readonly gives?: 'telemetry';
  readonly can: SourceCapabilities;
  /** See `StreamInfo`: no latency is to be counted from its capture times. */
  readonly captureIsRelative?: true;
}

/** A source that the station dials: what its URL may hold. Its id is the URL's scheme. */
export interface DialledSource extends AnySource {
  readonly way: 'dial';
  /** A whole URL, for messages. */
  readonly example: string;
  /** Where the URL has none; 0 of a device. */
  readonly port: number;
  /** It is a device of the station's own computer: its URL has a path under `/dev`, and neither host nor port. */
  readonly device?: true;
  /** Whether a path means anything. */
  readonly path: boolean;
  /** Whether a user and a password mean anything: HTTP's basic authentication. */
  readonly hasCredentials?: true;
  /** Whether other parameters are the server's own, and go to it as they are. */
  readonly hasForeign?: true;
  /** The parameters besides `name` and `lazy`; a fallback of '' is none. */
  readonly parameters: Readonly<Record<string, SourceParameter>>;
}

/** One parameter of a source's URL. */
export interface SourceParameter {
  readonly kind: FlagKind<unknown>;
  readonly fallback: string;
  /** There is no source without it. */
  readonly required?: true;
  /** What people call it; its name in the URL where nothing is said. */
  readonly label?: PlainTextId;
}

/** A source that comes to the station by itself. */
export interface AcceptedSource extends AnySource {
  readonly way: 'accept';
  /** What it speaks, and where the station takes it, for documents. */
  readonly protocol: string;
}

export type SourceRow = DialledSource | AcceptedSource;
