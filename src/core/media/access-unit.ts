/**
 * One encoded picture, complete, as every source yields it and every sink takes it.
 *
 * Ownership: whoever receives an access unit may keep `data`; nobody may write into it.
 */
export interface AccessUnit {
  /** Annex B bytes of the whole picture. A key picture begins with its parameter sets. */
  readonly data: Uint8Array;
  /** An IDR picture: decoding can start here. */
  readonly key: boolean;
  /** When the last byte arrived, in µs on the station's monotonic clock. */
  readonly receiveUs: number;
  /** When the camera took it, in µs on the station's monotonic clock; absent where nobody said. */
  readonly captureUs?: number;
}
