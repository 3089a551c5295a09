import os from 'node:os';
import { Bonjour, type Service } from 'bonjour-service';
import { afterEach, expect, it, vi } from 'vitest';
import { SERVICE_TYPE } from '#core/protocols/remote-camera/deep-link';
import { createLog } from '../../../log';
import { advertise } from './advertise';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Another program on this network that looks for such services, as a phone does. */
function browse() {
  const there = new Map<string, Service>();
  const bonjour = new Bonjour();
  const browser = bonjour.find({ type: SERVICE_TYPE, protocol: 'tcp' });
  browser.on('up', (service: Service) => there.set(service.name, service));
  browser.on('down', (service: Service) => there.delete(service.name));
  closing.push(
    () => new Promise<void>((resolve) => bonjour.destroy(resolve)),
    () => browser.stop(),
  );
  // A query can be lost, and a busy machine may answer late.
  const asking = setInterval(() => browser.update(), 500);
  closing.push(() => clearInterval(asking));
  return there;
}

/** Multicast needs a network; a machine with none but loopback has none to tell. */
const hasNetwork = Object.values(os.networkInterfaces()).some((all) =>
  all?.some(({ internal, family }) => !internal && family === 'IPv4'),
);

it.skipIf(!hasNetwork)('a phone that looks for stations finds ours with its port, until it is closed', async () => {
  const lines: string[] = [];
  const port = 40_000 + (process.pid % 20_000);
  const advertised = advertise(
    { address: '0.0.0.0', port },
    createLog('info', (line) => lines.push(line)),
  );
  let isStopped = false;
  closing.push(() => isStopped || advertised.stop());
  const there = browse();
  await vi.waitFor(() => expect(there.get(advertised.name)?.port).toBe(port));
  expect(there.get(advertised.name)).toMatchObject({
    type: SERVICE_TYPE,
    protocol: 'tcp',
    host: expect.stringMatching(/^[^.]+\.local$/),
    // A listener on IPv4 alone is not to be looked for elsewhere.
    addresses: expect.arrayContaining([expect.stringMatching(/^\d+(\.\d+){3}$/)]),
  });
  expect(there.get(advertised.name)?.addresses?.filter((address) => address.includes(':'))).toEqual([]);
  // The original tells nothing in its TXT record, and neither do we: every machine on the network can read it.
  expect(there.get(advertised.name)?.txt ?? {}).toEqual({});
  await advertised.stop();
  isStopped = true;
  await vi.waitFor(() => expect([...there.keys()]).not.toContain(advertised.name));
  expect(lines).toEqual([]);
});
