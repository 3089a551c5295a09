import { expect, it } from 'vitest';
import { Stream } from '../../../hub/stream';
import { FrameTexts } from './frame-texts';

it('a picture is written once, for sockets and events alike', () => {
  const stream = new Stream({ id: 'Über', number: 0, name: '', kind: 'pi', video: '', telemetry: '' });
  const unit = { data: Uint8Array.of(255, 0, 128), codec: 'h264' as const, key: true, receiveUs: 1e6 };
  const texts = new FrameTexts();
  const event = texts.event(stream, unit);
  expect(texts.event(stream, unit)).toBe(event);
  expect(texts.message(stream, unit).buffer).toBe(event.buffer);
  expect(Buffer.from(event).toString()).toBe(`data: ${Buffer.from(texts.message(stream, unit)).toString()}\n\n`);
  const message = JSON.parse(Buffer.from(texts.message(stream, unit)).toString());
  expect(message).toMatchObject({ vehicleId: 'Über', data: '/wCA', size: 3 });
});
