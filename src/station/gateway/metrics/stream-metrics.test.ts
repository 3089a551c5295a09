import { describe, expect, it } from 'vitest';
import type { QueueDrops } from '#core/media/delivery-queue';
import { Hub } from '../../hub/hub';
import { writeExposition } from './exposition';
import { streamMetrics } from './stream-metrics';

const subscriber = (drops: QueueDrops) => ({
  drops,
});

describe('the metrics of a stream', () => {
  it('add up what its subscribers lost, and go on doing so when they have gone', () => {
    const hub = new Hub();
    const stream = hub.add({ id: 's', name: 'S', kind: 'pi', video: 'h:1', telemetry: 'h:2' });
    const text = () => writeExposition(streamMetrics(hub.list()));
    const leave = stream.subscribe(subscriber({ overtaken: 1, overflow: 2, waitingForKey: 3 }));
    stream.subscribe(subscriber({ overtaken: 10, overflow: 0, waitingForKey: 0 }));
    expect(text()).toContain('groundglass_stream_subscribers{stream="s",name="S"} 2\n');
    for (let n = 0; n < 2; n++) {
      for (const [cause, value] of [
        ['overtaken', 11],
        ['overflow', 2],
        ['waitingForKey', 3],
      ]) {
        expect(text()).toContain(
          `groundglass_stream_delivery_drops_total{stream="s",name="S",cause="${cause}"} ${value}\n`,
        );
      }
      leave();
    }
    expect(text()).toContain('groundglass_stream_subscribers{stream="s",name="S"} 1\n');
  });

  it('have no row for what is not known', () => {
    const hub = new Hub();
    const stream = hub.add({ id: 's', name: 'S', kind: 'pi', video: 'h:1', telemetry: 'h:2' });
    const text = () => writeExposition(streamMetrics(hub.list()));
    expect(text()).not.toContain('last_picture_age');
    expect(text()).toContain('groundglass_stream_up{stream="s",name="S"} 0\n');
    stream.publish({ data: new Uint8Array(1), codec: 'h264', key: true, receiveUs: 0 });
    expect(text()).toMatch(/groundglass_stream_last_picture_age_seconds\{stream="s",name="S"\} \d/);
    expect(writeExposition(streamMetrics([]))).toBe('');
  });
});
