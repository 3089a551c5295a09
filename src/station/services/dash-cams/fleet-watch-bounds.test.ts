import { afterEach, expect, it, vi } from 'vitest';
import type { FleetState } from '#contracts/vehicles';
import { Hub } from '../../hub/hub';
import { createLog } from '../../log';
import { CHANNEL_TIMES } from '../../sources/accept/jt/channel-times';
import { Fleet } from '../../sources/accept/jt/fleet';
import type { TerminalLink } from '../../sources/accept/jt/terminal';
import { FleetWatch } from './fleet-watch';

const playbackPorts = () => ({ tcpPort: 0, udpPort: 0 });
const fleet = new Fleet({
  hub: new Hub(),
  log: createLog('error', () => undefined),
  showDamaged: false,
  times: CHANNEL_TIMES,
  playbackPorts,
});
const simOf = (n: number) => String(13_800_000_000 + n).padStart(12, '0');
afterEach(() => fleet.close());

it('A viewer is told of 300 vehicles, how many there are, and never more than a message holds', () => {
  const told: FleetState[] = [];
  const watch = new FleetWatch(() => fleet, {
    tell: (message) => void (message.type === 'fleet' && told.push(message.fleet)),
    refuse: () => undefined,
  });
  for (let n = 0; n < 301; n++) fleet.admit(simOf(n), undefined);
  watch.answer({ ask: 'watch', on: true });
  watch.end();
  expect([told[0]?.vehicles.length, told[0]?.total]).toEqual([300, 301]);
  for (const terminal of fleet.list())
    terminal.facts = { plate: 'x'.repeat(2000), manufacturerId: '', terminalModel: '', terminalId: '' };
  watch.answer({ ask: 'watch', on: true });
  watch.end();
  expect(JSON.stringify(told[1]?.vehicles).length).toBeLessThanOrEqual(200 * 1024);
  expect([told[1]?.vehicles.length, told[1]?.total]).toEqual([75, 301]);
});

it('A viewer has four questions to vehicles at a time', async () => {
  const terminal = fleet.admit(simOf(0), undefined)!;
  const sent = vi.fn(() => 1);
  let serial = 0;
  const link: TerminalLink = {
    send: () => {
      sent();
      return ++serial;
    },
    close: () => undefined,
    ...{ localAddress: '127.0.0.1', remoteAddress: '10.0.0.1', edition: 2019 },
  };
  terminal.connect(link, { media: { ip: '127.0.0.1', tcpPort: 1, udpPort: 1 } } as never);
  const watch = new FleetWatch(() => fleet, { tell: () => undefined, refuse: () => undefined });
  const ask = () => watch.answer({ ask: 'recordings', sim: simOf(0), channel: 1, fromMs: 1e12, toMs: 1e12 + 1000 });
  const asked = Array.from({ length: 6 }, ask);
  await vi.waitFor(() => expect(sent).toHaveBeenCalledTimes(4));
  terminal.disconnect(link, 'gone');
  await Promise.all(asked);
  expect(sent).toHaveBeenCalledTimes(4);
});
