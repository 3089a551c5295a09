import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { ViewerMessage } from '#contracts/link';
import { ClockOffset } from '#core/media/clock-offset';
import { Services } from '../../viewer/service';
import type { Viewer } from '../../viewer/viewer';
import { plotsService } from './plots-service';
import { plotsState } from './plots-state';

const SECOND = 1e6;
const range = { beginUs: 1000 * SECOND, endUs: 1060 * SECOND };

function openPlots(keys: readonly string[]) {
  const sent: ViewerMessage[] = [];
  const store = createStore<object>(() => ({
    stream: { id: 'a' },
    telemetry: undefined,
    telemetryUs: undefined,
    shown: { kind: 'live' },
    playback: { range, isGrowing: true, gaps: [], marks: [] },
  }));
  const viewer = { store, clock: new ClockOffset(), send: (message: ViewerMessage) => sent.push(message) };
  const services = new Services(viewer as unknown as Viewer);
  Object.assign(viewer, { get: services.get.bind(services) });
  services.get(plotsState).setState({ keys, spanS: 30, wallUs: 1000 * SECOND });
  const service = services.get(plotsService);
  const values = (key: string) =>
    service
      .ring(key)
      .between(1, 900 * SECOND, 1100 * SECOND)
      .map(({ last }) => last);
  return { service, store, sent, values };
}

describe('the values of plots', () => {
  it('are kept as they come, on the wall’s clock, while plots are open', () => {
    const { service, store, values } = openPlots(['altitudeM', 'custom.a']);
    store.setState({ telemetry: { altitudeM: 1 }, telemetryUs: 40 * SECOND });
    expect(values('altitudeM')).toEqual([]);
    const close = service.open();
    store.setState({ telemetry: { altitudeM: 2, custom: { a: 5 } }, telemetryUs: 50 * SECOND });
    expect([values('altitudeM'), values('custom.a')]).toEqual([[1, 2], [5]]);
    expect(service.window()).toMatchObject({ isBack: false });
    store.setState({ stream: { id: 'b' } });
    expect(values('altitudeM')).toEqual([2]);
    close();
    store.setState({ telemetry: { altitudeM: 3 }, telemetryUs: 51 * SECOND });
    expect(values('altitudeM')).toEqual([]);
  });

  it('of before are asked for once, and taken where they answer what was asked last', () => {
    const { service, store, sent, values } = openPlots(['altitudeM']);
    service.open();
    store.setState({ telemetry: { altitudeM: 2 }, telemetryUs: 50 * SECOND });
    service.ask();
    service.ask();
    expect(sent).toMatchObject([{ type: 'past-values', stream: 'a', request: 1, keys: ['altitudeM'] }]);
    const answer = { type: 'past-values' as const, stream: 'a', keys: ['altitudeM'] };
    const rows = [
      { timeUs: 1030 * SECOND, values: [7] },
      { timeUs: 1031 * SECOND, values: [null] },
    ];
    service.receive({ ...answer, request: 9, rows });
    expect(values('altitudeM')).toEqual([2]);
    service.receive({ ...answer, request: 1, rows: [...rows] });
    expect(values('altitudeM')).toEqual([7, 2]);
  });

  it('follow the picture that is looked back at', () => {
    const { service, store } = openPlots(['altitudeM']);
    service.open();
    store.setState({ shown: { kind: 'past', run: 1, rate: 0, positionUs: 1020 * SECOND } });
    expect(service.window()).toMatchObject({ isBack: true, cursorUs: 1020 * SECOND, toUs: 1026 * SECOND });
  });
});
