/** A way to the station, as bare as a MessagePort and a WebSocket have in common. */
export interface Transport {
  /** Sends JSON text; lost where the way is not open. */
  send(text: string): void;
  close(): void;
}

/** What a transport tells. */
export interface TransportEvents {
  /** The way is open, for the first time or again. */
  onOpen(): void;
  /** It is closed; it opens again by itself where it can. */
  onClose(): void;
  onText(text: string): void;
  /** A picture message, or one of sound; a picture's access unit behind the header or apart from it. The bytes may be kept. */
  onPicture(message: Uint8Array, data?: Uint8Array): void;
}
