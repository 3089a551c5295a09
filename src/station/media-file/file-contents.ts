import type { FileSound } from './file-sound';
import type { MediaFile } from './media-file';

/** A file of one container, being indexed. */
export interface FileContents
  extends Pick<MediaFile, 'container' | 'codec' | 'width' | 'height' | 'index' | 'held' | 'fault' | 'load'> {
  readonly createdUs: number | undefined;
  /**
   * Indexes some more.
   *
   * @param isLast the file is not written any more: what is not whole at its end is counted, too
   * @returns whether there may be more at once
   */
  advance(isLast: boolean): Promise<boolean>;
  readonly sound?: FileSound | undefined;
  /** Lets go of what it holds beside the file. */
  close?(): void;
}
