import type { MessagePortMain } from 'electron';

/** Who is to hear that a port is closed, by either end: each once. */
export interface PortClosing {
  onClose(listener: () => void): void;
  /** Closes it. */
  close(): void;
}

/** Electron's event tells of the other end alone, and the server of a port must hear of both. */
export function portClosing(port: MessagePortMain): PortClosing {
  const listeners = new Set<() => void>();
  const closed = () => {
    const all = [...listeners];
    listeners.clear();
    for (const listener of all) listener();
  };
  port.on('close', closed);
  return {
    onClose: (listener) => void listeners.add(listener),
    close() {
      port.close();
      closed();
    },
  };
}
