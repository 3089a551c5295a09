import { describe, expect, it } from 'vitest';
import type { Found } from '#core/protocols/dns-sd/found-services';
import { type Looking, Lookout } from './lookout';

const host = (change: Partial<Found> = {}): Found => ({
  ...{ kind: 'host', id: 'aaaaaaaaaaaa', name: 'Rover', version: '0.1.0', needsToken: false, isSecure: false },
  ...{ videoPort: 8000, telemetryPort: 8001 },
  ...{ instance: 'rover._groundglass._tcp.local', addresses: ['10.0.0.7'], ...change },
});

/** A network whose answers the test gives, and ports that answer what it says. */
function network() {
  const all = { found: [] as readonly Found[], browsers: 0, open: 0, checks: [] as string[] };
  let changed = () => {};
  const lookout = new Lookout({
    browse(onChange): Looking {
      all.browsers++;
      all.open++;
      changed = onChange;
      return {
        get found() {
          return all.found;
        },
        close: async () => {
          all.open--;
        },
      };
    },
    isOwn: (id) => id === 'bbbbbbbbbbbb',
    check: async ({ addresses: [at = ''] }) => {
      all.checks.push(at);
      return { video: 'answers', telemetry: 'closed' };
    },
  });
  const hear = (...found: readonly Found[]) => {
    all.found = found;
    changed();
  };
  return { lookout, all, hear };
}

/** Resolves when what was asked has been answered. */
const answered = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('Lookout', () => {
  it('asks the network only while somebody looks, and once for all who do', async () => {
    const { lookout, all } = network();
    expect(all.browsers).toBe(0);
    const ends = [lookout.look(() => undefined), lookout.look(() => undefined)];
    expect(all).toMatchObject({ browsers: 1, open: 1 });
    ends[0]?.();
    await answered();
    expect(all.open).toBe(1);
    ends[1]?.();
    await lookout.close();
    expect(all).toMatchObject({ browsers: 1, open: 0 });
    expect(lookout.places).toEqual([]);
  });

  it('says what is there at once, and what its ports answer when they have', async () => {
    const { lookout, hear } = network();
    const told: unknown[] = [];
    lookout.look(() => told.push(lookout.places.map(({ video, telemetry }) => [video?.answer, telemetry?.answer])));
    hear(host());
    await answered();
    expect(told).toEqual([[['asking', 'asking']], [['answers', 'closed']]]);
    expect(lookout.places).toMatchObject([{ name: 'Rover', address: '10.0.0.7', video: { port: 8000 } }]);
    await lookout.close();
  });

  it('asks again where a place has another address, and not where it has not', async () => {
    const { lookout, all, hear } = network();
    lookout.look(() => undefined);
    hear(host());
    hear(host({ name: 'Rover 2' }));
    await answered();
    hear(host({ addresses: ['10.0.0.9'] }));
    await answered();
    expect(all.checks).toEqual(['10.0.0.7', '10.0.0.9']);
    await lookout.close();
  });

  it('does not find itself, nor what has gone', async () => {
    const { lookout, all, hear } = network();
    lookout.look(() => undefined);
    hear(host({ id: 'bbbbbbbbbbbb' }));
    await answered();
    expect(lookout.places).toEqual([]);
    expect(all.checks).toEqual([]);
    hear(host());
    hear();
    await answered();
    expect(lookout.places).toEqual([]);
    await lookout.close();
  });
});
