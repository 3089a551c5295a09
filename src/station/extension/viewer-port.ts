/** The way to one viewer: a WebSocket or a MessagePort. */
export interface ViewerPort {
  /** Sends JSON text. Never throws; what a closed port is given is lost. */
  send(text: string): void;
  /** Sends a picture message (`contracts/picture.ts`) without joining its parts. As `send` otherwise. */
  sendPicture(header: Uint8Array<ArrayBuffer>, data: Uint8Array): void;
  /** Sends a message of sound (`contracts/audio.ts`). As `send` otherwise. */
  sendSound(message: Uint8Array<ArrayBuffer>): void;
  onMessage(listener: (text: string) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}
