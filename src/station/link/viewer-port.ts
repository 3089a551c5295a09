/** The way to one viewer: a WebSocket or a MessagePort. */
export interface ViewerPort {
  /** Sends JSON text or a binary message. Never throws; what a closed port is given is lost. */
  send(message: string | Uint8Array<ArrayBuffer>): void;
  onMessage(listener: (text: string) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}
