/** A way to bring pictures to the station: a WebSocket, or a MessagePort in Electron. */
export interface ShareTransport {
  /** Bytes that wait to be sent, as far as this way knows. */
  readonly backlogBytes: number;
  send(message: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
}

export interface ShareTransportEvents {
  /** Open, for the first time or again. */
  onOpen(): void;
  onClose(): void;
  onText(text: string): void;
}

export type OpenShareTransport = (events: ShareTransportEvents) => ShareTransport;
