import type { Socket } from 'node:net';
import type { Clip } from '../../clips/clip';

/** What a simulated terminal may be told. */
export interface DashcamOptions {
  readonly host: string;
  /** Of the platform's signalling. Media go where it says. */
  readonly port: number;
  /** Digits. */
  readonly phone: string;
  /** Cameras, from 1. */
  readonly channels: number;
  /** Edition of JT/T 808. */
  readonly version: 2013 | 2019;
  /** What media go over, where the platform takes them on both; `signalling` is its own connection, as some do. */
  readonly transport: 'tcp' | 'udp' | 'signalling';
  /** Percent of the datagrams that are lost. */
  readonly loss: number;
  /** Some datagrams overtake others. */
  readonly reorder: boolean;
  /** The code to authenticate with; absent: it registers and takes the one it is given. */
  readonly code?: string | undefined;
  /** Sends a tone as well. */
  readonly sound: boolean;
  readonly fps: number;
  readonly heartbeatSeconds: number;
  /** Between two location reports. */
  readonly reportSeconds: number;
  /** Hears in a few words what happens, for a console. */
  readonly onEvent: (text: string) => void;
  /** Hears of each picture of a camera, by its place in the clip, when its packets have been handed over. For measurements. */
  readonly onPicture?: ((channel: number, index: number) => void) | undefined;
}

/** A terminal with what its cameras see. */
export type Dashcam = DashcamOptions & {
  readonly clip: Clip;
  /** What a camera's sub stream shows; absent: the same. */
  readonly subClip?: Clip | undefined;
  /** Its connection to the platform, once it stands. */
  readonly signalling?: Socket | undefined;
};
