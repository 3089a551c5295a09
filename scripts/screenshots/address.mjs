/* global window */

/** What the pictures call the vehicle: the ports of the simulator are any free ones, and would change at each run. */
export const SHOWN_VEHICLE = {
  name: '192.168.1.100',
  video: '192.168.1.100:8000',
  telemetry: '192.168.1.100:8001',
  vehicle: { host: '192.168.1.100', videoPort: 8000, telemetryPort: 8001 },
};

/**
 * Runs in the page before its own code: lets it read another address in the station's messages, and with `hold` that
 * the first attempt to connect is still under way, which is over too soon to be seen. Pictures and all else pass untouched.
 * @param {{ vehicle: typeof SHOWN_VEHICLE, hold: boolean }} options
 */
export function showAnotherAddress({ vehicle, hold }) {
  const { prototype } = window.WebSocket;
  const property = /** @type {Required<PropertyDescriptor>} */ (
    Object.getOwnPropertyDescriptor(prototype, 'onmessage')
  );
  Object.defineProperty(prototype, 'onmessage', {
    ...property,
    set(/** @type {(event: { data: unknown }) => void} */ listener) {
      property.set.call(this, (/** @type {MessageEvent} */ event) => {
        if (typeof event.data !== 'string') return listener(event);
        const message = JSON.parse(event.data);
        if (message.type === 'state' && hold) {
          Object.assign(message, { links: { video: { state: 'connecting' }, telemetry: { state: 'connecting' } } });
        }
        for (const stream of message.streams ?? []) Object.assign(stream, vehicle);
        listener({ data: JSON.stringify(message) });
      });
    },
  });
}
