import type { StreamStatistics } from '#contracts/link';
import type { AssemblerFault } from '#core/bitstream/assembler-fault';
import type { JpegFault } from '#core/bitstream/jpeg/headers';
import type { NalRange } from '#core/bitstream/open-picture';
import type { AccessUnit } from '#core/media/access-unit';

/** A picture as it came, where it was rewritten for decoders, and where its SEI NAL units are. */
export interface Original {
  readonly data: Uint8Array;
  readonly sei: readonly NalRange[];
}

/** What a reader finds, told at once and in order. */
export interface ReaderEvents {
  picture(unit: AccessUnit, original?: Original): void;
  fault(kind: AssemblerFault['kind']): void;
  /** A picture of which a part is missing or broken. @param isDisposable no other picture refers to it */
  damaged(unit: AccessUnit, isDisposable: boolean, original?: Original): void;
  /** What follows cannot be shown, whatever the viewer accepts, until the next key picture. @param reason for the statistics */
  broke(reason: string): void;
  /** Profile, level and size, for people. */
  format(text: string): void;
}

/** Finds the pictures in the bytes of one connection and one codec. */
export interface PictureReader {
  /** The next bytes, cut anywhere. */
  push(chunk: Uint8Array, receiveUs: number): void;
  /** Bytes behind which a picture ends. @returns why a JPEG was dropped */
  pushPicture(bytes: Uint8Array, receiveUs: number): JpegFault | undefined;
  /** The next bytes of a picture whose end `endPicture` will tell. */
  pushPart(bytes: Uint8Array, receiveUs: number): void;
  /** A picture ends behind what was pushed. */
  endPicture(): void;
  /** A part of the open picture is missing: what came of it is let go. */
  abandonPicture?(): void;
  /** What `pushPicture` was given has been whole pictures so far. */
  readonly trustsEnds: boolean;
  /** Something may be missing between what was pushed and what will be. */
  lost?(): void;
  /** Whether the encoder's frame_num leaps though nothing is missing. */
  readonly countsOtherwise?: boolean;
  /** How the pictures' ends were found. */
  readonly ends: StreamStatistics['pictureEnds'];
  /** The connection has ended: nothing more is told. */
  end(): void;
}

/** @param former the reader of the connection before, of any codec */
export type MakePictureReader = (events: ReaderEvents, former?: PictureReader) => PictureReader;
