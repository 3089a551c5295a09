import { expect, it } from 'vitest';
import type { LinkRole } from '#contracts/link';
import { stationMessageSchema } from '#contracts/link';
import type { SourceRow } from '#core/settings/source-row';
import { SOURCES } from '#core/settings/source-table';
import { Hub } from '../hub/hub';
import type { Stream } from '../hub/stream';
import { createLog } from '../log';
import { fromShared, sharedLinks } from './accept/broker/shared-state';
import { LinksSource } from './dial/links-source';
import { SOURCE_MAKERS } from './registry';
import type { SourceMaker } from './source';
import { SourceList } from './source-list';
import { SourceRunner } from './source-runner';
import type { LinkRun } from './supervisor';

const log = createLog('error', () => undefined);
const TOY = {
  way: 'dial',
  title: 'sources.pi',
  about: 'sources.pi.about',
  kind: 'pi',
  can: {},
  example: 'toy://10.0.0.7',
  port: 77,
  path: false,
  parameters: {},
} as const satisfies SourceRow;

/** A link that opens, gives something, and lasts until it is ended. */
const lasting =
  (give: () => void = () => undefined): LinkRun =>
  (signal, events) => {
    events.opened();
    events.data();
    give();
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve({ cause: 'closed', detail: 'ended' }));
    });
  };
const refused: LinkRun = async () => ({ cause: 'refused', detail: 'ECONNREFUSED 10.0.0.7:79' });

/** The stream of one more source, which is a row and a maker. */
function open(maker: SourceMaker): { readonly stream: Stream; readonly sources: SourceList } {
  const registry = { rows: { ...SOURCES, toy: TOY }, makers: { ...SOURCE_MAKERS, toy: maker } };
  const sources = new SourceList({ hub: new Hub(), log, showDamaged: false, sources: registry });
  const added = sources.add('toy://10.0.0.7');
  if (!added.ok) throw new Error('not added');
  return { stream: added.value, sources };
}

const statesOf = ({ links }: Stream) =>
  Object.fromEntries(Object.entries(links).map(([role, link]) => [role, link.state]));

/** What a viewer is told, as it reads it. */
function told({ info, links }: Stream) {
  return stationMessageSchema.parse(JSON.parse(JSON.stringify({ type: 'state', stream: info.id, links })));
}

it('takes a source of telemetry alone by its row and its maker', async () => {
  const { stream, sources } = open({
    describe: ({ host, port }) => ({ video: '', telemetry: `${host}:${port}` }),
    make: (_, of) =>
      new LinksSource({ stream: of, log, links: { telemetry: lasting(() => of.publishTelemetry({ rollDeg: 3 })) } }),
  });
  await expect.poll(() => statesOf(stream)).toEqual({ telemetry: 'open' });
  expect(stream.lastTelemetry?.values).toEqual({ rollDeg: 3 });
  expect(stream.givesPictures).toBe(false);
  expect(told(stream)).toMatchObject({ links: { telemetry: { state: 'open' } } });
  await sources.close();
  expect(statesOf(stream)).toEqual({ telemetry: 'stopped' });
});

it('takes a source of two links beside video, each with a state of its own', async () => {
  const { stream, sources } = open({
    describe: ({ host }) => ({ video: `${host}:77`, telemetry: `${host}:78`, sound: `${host}:79` }),
    make: (_, of) =>
      new LinksSource({ stream: of, log, links: { video: lasting(), telemetry: lasting(), sound: refused } }),
  });
  await expect.poll(() => statesOf(stream)).toEqual({ video: 'open', telemetry: 'open', sound: 'failed' });
  expect(told(stream)).toMatchObject({ links: { sound: { failure: { cause: 'refused' } } } });
  const atAnotherStation = Object.entries(sharedLinks(stream.links, 1)).map(([role, link]) => [
    role,
    fromShared(link, 1).state,
  ]);
  expect(Object.fromEntries(atAnotherStation)).toEqual(statesOf(stream));
  await sources.close();
});

it('makes one stream of two sources, of which neither touches the other’s link', async () => {
  const info = { id: 's', name: 's', kind: 'pi', video: '10.0.0.7:77', telemetry: 'udp 14550' } as const;
  const stream = new Hub().add(info);
  const run = (role: LinkRole, lazy: boolean) =>
    new SourceRunner({
      stream,
      lazy,
      roles: [role],
      make: () => new LinksSource({ stream, log, links: { [role]: lasting() } }),
    });
  const camera = run('video', false);
  const vehicle = run('telemetry', true);
  await expect.poll(() => statesOf(stream)).toEqual({ video: 'open', telemetry: 'stopped' });
  const leave = stream.subscribe({});
  await expect.poll(() => statesOf(stream)).toEqual({ video: 'open', telemetry: 'open' });
  await camera.stop();
  expect(statesOf(stream)).toEqual({ video: 'stopped', telemetry: 'open' });
  leave();
  await vehicle.stop();
});

it('expects video of a stream that names no place', () => {
  const stream = new Hub().add({ id: 's', name: 's', kind: 'pi', video: '', telemetry: '' });
  expect(stream.links).toEqual({ video: { state: 'connecting' } });
});
