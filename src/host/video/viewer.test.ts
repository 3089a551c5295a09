import type { Socket } from 'node:net';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Viewer } from './viewer';

const ROOM = 1000;

/** A socket whose peer reads when the test says so. */
function slowSocket() {
  const waiting: Uint8Array[] = [];
  const written: Uint8Array[] = [];
  const socket = {
    get writableLength() {
      return waiting.reduce((sum, { length }) => sum + length, 0);
    },
    write(bytes: Uint8Array) {
      waiting.push(bytes);
      written.push(bytes);
      return true;
    },
    destroy: () => undefined,
  };
  return { socket: socket as unknown as Socket, written, waiting };
}

it('is sent a key picture first, and after a loss a key picture again; what waits for it is bounded', () => {
  const step = fc.record({ key: fc.boolean(), size: fc.integer({ min: 1, max: 400 }), reads: fc.nat(4) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const { socket, written, waiting } = slowSocket();
      const viewer = new Viewer(socket, ROOM, false);
      const sent: { readonly n: number; readonly key: boolean }[] = [];
      let offered = 0;
      steps.forEach(({ key, size, reads }, n) => {
        const before = written.length;
        viewer.offer({ bytes: new Uint8Array(size), key });
        if (written.length > before) sent.push({ n, key });
        if (sent.length > 0) offered++;
        // One picture may be begun while there is room.
        expect(socket.writableLength).toBeLessThanOrEqual(ROOM + 400);
        waiting.splice(0, reads);
      });
      sent.forEach(({ n, key }, i) => {
        if (n !== (sent[i - 1]?.n ?? -2) + 1) expect(key).toBe(true);
      });
      expect(sent.length + viewer.dropped).toBe(offered);
    }),
  );
});
