/** One phone's connection, as far as its stream is concerned. */
export interface PhoneConnection {
  readonly sourceID: string;
  /** For people. */
  readonly name: string;
  readonly address: string;
  /** It gave the pairing code, and may take its stream from wherever it was. */
  readonly isPaired: boolean;
  /** When it last sent anything, µs. */
  lastDataUs(): number;
  /** Ends it: another takes its place. */
  replace(reason: string): void;
}
