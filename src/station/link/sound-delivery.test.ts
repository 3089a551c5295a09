import { expect, it } from 'vitest';
import type { AudioChunk } from '#core/media/audio-chunk';
import { Hub } from '../hub/hub';
import { createLog } from '../log';
import { SoundPool } from '../transcode/sound-pool';
import { SoundDelivery } from './sound-delivery';

const chunk = { data: Uint8Array.of(1), codec: 'pcma', sampleRateHz: 8000, channels: 1, receiveUs: 0 } as const;

function scene() {
  const sent: AudioChunk[] = [];
  const stream = new Hub().add({ id: 'cam', name: 'cam', kind: 'push', video: '', telemetry: '' });
  const pool = new SoundPool({ log: createLog('error', () => undefined), find: () => undefined });
  return { sent, sound: new SoundDelivery({ stream, pool, send: (piece) => sent.push(piece) }) };
}

it('sound comes to who asked for it, and to who takes it in', () => {
  const { sent, sound } = scene();
  sound.offer(chunk);
  expect(sent).toHaveLength(0);
  sound.set(true);
  for (let n = 0; n < 200; n++) sound.offer(chunk);
  expect(sent).toHaveLength(64);
  sound.acknowledge(8);
  for (let n = 0; n < 200; n++) sound.offer(chunk);
  expect(sent).toHaveLength(72);
  sound.set(false);
  sound.offer(chunk);
  expect(sent).toHaveLength(72);
});

it('a viewer is given as it is what it decodes, and told where the rest cannot be made', () => {
  const { sent, sound } = scene();
  const opus = { ...chunk, codec: 'opus' } as const;
  sound.set(true, ['opus']);
  sound.offer(opus);
  expect(sent).toEqual([opus]);
  expect(sound.making.state).toBe('none');
  sound.offer({ ...chunk, codec: 'aac' });
  expect(sent).toEqual([opus]);
  expect(sound.making.state).toBe('impossible');
  sound.offer(chunk);
  expect(sent).toEqual([opus, chunk]);
  expect(sound.making.state).toBe('none');
});
