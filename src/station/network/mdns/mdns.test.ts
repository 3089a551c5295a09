import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Announcement } from '#core/protocols/dns-sd/announcement';
import { localNameOf } from '#core/protocols/dns-sd/announcement';
import { advertise } from './advertise';
import { Browser } from './browse';
import { instanceId } from './instance-id';
import { multicastInterfaces } from './interfaces';
import { lookupLocal } from './local-lookup';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const lines: string[] = [];
const note = (line: string) => lines.push(line);
const id = instanceId(`test ${process.pid}`);
const ROVER: Announcement = {
  ...{ kind: 'host', id, name: 'Rover', version: '1.2.3', needsToken: true, isSecure: false },
  ...{ videoPort: 8000, telemetryPort: 8001 },
};

/** Multicast needs a network; a machine with none but loopback has none to tell. */
const hasNetwork = Object.values(os.networkInterfaces()).some((all) =>
  all?.some(({ internal, family }) => !internal && family === 'IPv4'),
);

describe.skipIf(!hasNetwork)('on this network', () => {
  it('what is told is found with all that it says, and forgotten when it is taken back', async () => {
    const browser = new Browser(note, () => undefined);
    closing.push(() => browser.close());
    const advertised = advertise(ROVER, '0.0.0.0', note);
    const own = () => browser.found.find((one) => one.id === id);
    await vi.waitFor(() => expect(own()).toMatchObject({ ...ROVER, addresses: [expect.stringMatching(/^[\d.]+$/)] }));
    await advertised.stop();
    await vi.waitFor(() => expect(own()).toBeUndefined());
    expect(lines).toEqual([]);
  });

  it('its name leads to its address, also where the system does not ask the network', async () => {
    const advertised = advertise(ROVER, '0.0.0.0', note);
    closing.push(() => advertised.stop());
    const address = await new Promise((resolve, reject) => {
      lookupLocal(localNameOf(ROVER), {}, (error, found) => (error ? reject(error) : resolve(found)));
    });
    const own = Object.values(os.networkInterfaces()).flatMap((all) => (all ?? []).map((one) => one.address));
    expect(own).toContain(address);
  });

  it('another program, of another maker, hears it', async () => {
    // Python alone: a question as RFC 6762 writes it, and whatever comes back from port 5353.
    const question = `
import socket, struct, sys
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('', 5353))
s.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton('224.0.0.251') + socket.inet_aton('0.0.0.0'))
name = b''.join(bytes([len(p)]) + p for p in [b'_groundglass', b'_tcp', b'local']) + b'\\0'
s.sendto(struct.pack('>6H', 0, 0, 1, 0, 0, 0) + name + struct.pack('>2H', 12, 1), ('224.0.0.251', 5353))
while True:
    data = s.recv(9000)
    if data[2] & 0x80 and b'id=' + sys.argv[1].encode() in data: break
`;
    const advertised = advertise(ROVER, '0.0.0.0', note);
    closing.push(() => advertised.stop());
    const child = spawn('python3', ['-c', question, id], { stdio: ['ignore', 'ignore', 'inherit'] });
    closing.push(() => child.kill());
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });
});

describe('the interfaces', () => {
  const all = {
    lo: [{ address: '127.0.0.1', family: 'IPv4', internal: true }],
    eth0: [
      { address: '192.0.2.2', family: 'IPv4', internal: false },
      { address: 'fe80::1', family: 'IPv6', internal: false },
    ],
    usb0: [{ address: '169.254.7.7', family: 'IPv4', internal: false }],
  } as unknown as ReturnType<typeof os.networkInterfaces>;

  it('are all by which what listens is reached, link-local ones too', () => {
    const eth0 = { family: 'IPv4', address: '192.0.2.2', addresses: ['192.0.2.2'] };
    const usb0 = { family: 'IPv4', address: '169.254.7.7', addresses: ['169.254.7.7'] };
    expect(multicastInterfaces('0.0.0.0', all)).toEqual([eth0, usb0]);
    expect(multicastInterfaces('192.0.2.2', all)).toEqual([eth0]);
    expect(multicastInterfaces('::', all)).toContainEqual({
      ...{ family: 'IPv6', address: '::%eth0', addresses: ['fe80::1'] },
    });
  });

  it('are the loopback alone where there is no other', () => {
    expect(multicastInterfaces('0.0.0.0', { lo: all.lo })).toMatchObject([{ address: '127.0.0.1' }]);
  });
});

it('a name of no `.local` is asked of the system alone', async () => {
  const address = await new Promise((resolve) => {
    lookupLocal('127.0.0.1', {}, (_error, found) => resolve(found));
  });
  expect(address).toBe('127.0.0.1');
});
