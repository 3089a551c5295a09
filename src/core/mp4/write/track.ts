import type { Orientation } from '../../bitstream/jpeg/orientation';
import type { Colour } from '../../colour/colour';

/** What every track has. */
interface TrackBase {
  /** From 1, unique in the file. */
  readonly trackId: number;
  /** Units of its times in a second: 1,000,000 for µs. */
  readonly timescale: number;
  /** ISO 639-2/T; `und` where nothing is said. */
  readonly language?: string;
}

/** Pictures. */
export interface VideoTrack extends TrackBase {
  readonly kind: 'video';
  /** Pixels of the picture as it is to be seen, after cropping and turning. */
  readonly width: number;
  readonly height: number;
  /** How what is coded is turned to be seen; absent: not at all. */
  readonly orientation?: Orientation;
  readonly codec: VideoSampleEntry;
  /** Written beside the configuration record; absent: players go by what the pictures say. */
  readonly colour?: Colour;
}

/** How pictures are coded: the sample entry, by its own name, with its configuration record. */
export type VideoSampleEntry =
  /**
   * H.264 with lengths of four bytes (ISO/IEC 14496-15, 5.4.2.1). `avc3` allows parameter sets within the samples too;
   * players take them in `avc1` as well.
   */
  | { readonly type: 'avc1' | 'avc3'; readonly avcC: Uint8Array }
  /** H.265 with lengths of four bytes (8.4.1); `hev1` allows parameter sets within the samples. */
  | { readonly type: 'hvc1' | 'hev1'; readonly hvcC: Uint8Array }
  /** JPEG: `mp4v` with objectTypeIndication 0x6C, which is how ISO files carry it. */
  | { readonly type: 'jpeg' }
  | CopiedEntry;

/** Sound. */
export interface AudioTrack extends TrackBase {
  readonly kind: 'audio';
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly codec: AudioSampleEntry;
}

/** How sound is coded. */
export type AudioSampleEntry =
  /** AAC; its AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1). A sample is an access unit without ADTS. */
  | { readonly type: 'aac'; readonly audioSpecificConfig: Uint8Array }
  /** Opus. `preSkip` counts samples at 48 kHz. A sample is a packet. */
  | { readonly type: 'opus'; readonly preSkip?: number }
  /** Signed 16 bit, little-endian: `sowt`, which more players read than the `ipcm` of ISO/IEC 23003-5. A sample is one value of each channel. */
  | { readonly type: 'pcm-s16le' }
  /** G.711: `alaw`, `ulaw`. A sample is one value of each channel. */
  | { readonly type: 'pcma' | 'pcmu' }
  | CopiedEntry;

/** The whole sample entry of another file, whose samples are copied. */
interface CopiedEntry {
  readonly type: 'copied';
  readonly entry: Uint8Array;
}

export type Track = VideoTrack | AudioTrack;

/** A track before it has its place in a file. */
export type VideoTrackFormat = Omit<VideoTrack, 'trackId'>;
export type AudioTrackFormat = Omit<AudioTrack, 'trackId'>;
