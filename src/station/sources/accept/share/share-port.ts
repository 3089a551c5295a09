/** The way to somebody who shares a camera: a WebSocket or a MessagePort. */
export interface SharePort {
  /** Sends JSON text. Never throws; what a closed port is given is lost. */
  send(text: string): void;
  /** A message's bytes may be kept. */
  onMessage(listener: (message: string | Uint8Array) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}
