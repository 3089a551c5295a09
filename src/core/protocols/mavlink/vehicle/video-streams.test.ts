import { describe, expect, it } from 'vitest';
import { packetOf } from '../fixtures/packets';
import { readMessage } from '../messages/table';
import { Vehicles } from './vehicles';
import { VideoStreams } from './video-streams';

const bytes = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const CAMERA = 100;

describe('the video that a vehicle names', () => {
  it('is known by camera and stream, the last words of each', () => {
    const vehicles = new Vehicles();
    const packets = [
      packetOf('CAMERA_INFORMATION', { vendor_name: bytes('Maker'), model_name: bytes('X\n1') }, { component: CAMERA }),
      ...[
        { stream_id: 1, name: 'Day', uri: 'rtsp://10.0.0.5/day', type: 0 },
        { stream_id: 2, name: 'Heat\u0007', uri: 'udp://10.0.0.5:5600', type: 1 },
        { stream_id: 1, name: 'Day', uri: 'rtsp://10.0.0.5/other', type: 0 },
      ].map((values) => packetOf('VIDEO_STREAM_INFORMATION', values, { component: CAMERA })),
    ];
    for (const packet of packets) vehicles.take(packet, readMessage(packet), 0);
    const { video } = vehicles.get(1)!;
    expect([...video.cameras]).toEqual([[CAMERA, 'Maker X 1']]);
    expect(video.list).toEqual([
      { component: CAMERA, id: 1, name: 'Day', uri: 'rtsp://10.0.0.5/other', type: 0 },
      { component: CAMERA, id: 2, name: 'Heat', uri: 'udp://10.0.0.5:5600', type: 1 },
    ]);
  });

  it('is bounded', () => {
    const video = new VideoStreams();
    for (let n = 0; n < 500; n++) {
      const message = readMessage(packetOf('VIDEO_STREAM_INFORMATION', { stream_id: n & 0xff, uri: 'x' }));
      if (message?.name === 'VIDEO_STREAM_INFORMATION') video.takeStream(message.values, n % 7);
      const camera = readMessage(packetOf('CAMERA_INFORMATION', { model_name: bytes('X') }));
      if (camera?.name === 'CAMERA_INFORMATION') video.takeCamera(camera.values, n);
    }
    expect([video.list.length, video.cameras.size]).toEqual([8, 8]);
  });
});
