import { expect, it } from 'vitest';
import { SoundDelivery } from './sound-delivery';

const chunk = { data: Uint8Array.of(1), codec: 'pcma', sampleRateHz: 8000, channels: 1, receiveUs: 0 } as const;

it('sound comes to who asked for it, and to who takes it in', () => {
  let sent = 0;
  const sound = new SoundDelivery(() => sent++);
  sound.offer(chunk);
  expect(sent).toBe(0);
  sound.set(true);
  for (let n = 0; n < 200; n++) sound.offer(chunk);
  expect(sent).toBe(64);
  sound.acknowledge(8);
  for (let n = 0; n < 200; n++) sound.offer(chunk);
  expect(sent).toBe(72);
  sound.set(false);
  sound.offer(chunk);
  expect(sent).toBe(72);
});
