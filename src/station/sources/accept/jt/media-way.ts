/** What brings a channel's packets: a TCP connection, or the datagrams of one address and port. */
export interface MediaWay {
  readonly transport: 'tcp' | 'udp';
  /** Of the terminal. */
  readonly address: string;
  /**
   * Whether it may take the place of the way that brings the channel now.
   *
   * @param silentUs since that one brought something
   * @param terminalAddress from where the terminal's signalling comes
   */
  mayReplace(there: MediaWay, silentUs: number, terminalAddress: string | undefined): boolean;
  /** The channel takes nothing more from it. */
  close(reason: string): void;
}

/** Datagrams can be forged: those from elsewhere take over only from silence, or from an address that is not the terminal's. */
const SILENT_US = 3e6;

/** The datagrams of one address and port. */
export class DatagramWay implements MediaWay {
  readonly transport = 'udp';
  readonly address: string;

  constructor(address: string) {
    this.address = address;
  }

  mayReplace(there: MediaWay, silentUs: number, terminalAddress: string | undefined): boolean {
    if (silentUs > SILENT_US) return true;
    return this.address === terminalAddress && there.address !== terminalAddress;
  }

  close(): void {
    // What still comes is not asked for, and dropped.
  }
}
