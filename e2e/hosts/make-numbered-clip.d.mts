/** What a numbered clip may differ in; see `make-numbered-clip.mjs`. */
export interface NumberedClipOptions {
  /** `640x480` */
  readonly size?: string;
  readonly fps?: number;
  readonly frames?: number;
  /** Pictures from one key picture to the next. */
  readonly gop?: number;
  readonly profile?: 'baseline' | 'main' | 'high';
  readonly slices?: number;
  /** As ffmpeg takes it: `2M`. */
  readonly bitrate?: string;
  readonly aud?: boolean;
}

export function numberedClip(options?: NumberedClipOptions): Promise<string>;
