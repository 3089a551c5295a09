import { describe, expect, it } from 'vitest';
import { encodeMessage } from '../encode';
import { packetOf } from '../fixtures/packets';
import { MavlinkLink } from '../link';
import { readMessage } from '../messages/table';
import { RateRequests } from '../rate-requests';
import { OTHER_MESSAGES, rateOf } from './component';
import { StatusTexts } from './status-texts';
import { Vehicles } from './vehicles';

const COPTER = { type: 2, autopilot: 3, base_mode: 0x81, custom_mode: 5 };
const GIMBAL = { type: 26, autopilot: 8, base_mode: 0 };

function heard(...packets: ReturnType<typeof packetOf>[]) {
  const vehicles = new Vehicles();
  packets.forEach((packet, i) => void vehicles.take(packet, readMessage(packet), i * 100_000));
  return vehicles;
}

describe('vehicles', () => {
  it('have mode and arming of their autopilot, and of nothing else aboard', () => {
    const companion = packetOf('HEARTBEAT', { type: 18, autopilot: 3, base_mode: 1 }, { component: 191 });
    const { first } = heard(
      packetOf('HEARTBEAT', GIMBAL, { component: 154 }),
      companion,
      packetOf('HEARTBEAT', COPTER),
      packetOf('HEARTBEAT', GIMBAL, { component: 154 }),
    );
    expect(first?.heartbeat).toMatchObject({ component: 1, mode: 'Loiter', armed: true, type: 2 });
    expect([...first!.components.keys()]).toEqual([154, 191, 1]);
  });

  it('are none where a ground station speaks', () => {
    expect(heard(packetOf('HEARTBEAT', { type: 6, autopilot: 3 }, { system: 255 })).first).toBeUndefined();
  });

  it('have the losses of each component by its sequence, and the rates of its messages', () => {
    const seqs = [250, 251, 254, 2, 2, 1];
    const { first, list } = heard(...seqs.map((seq) => packetOf('ATTITUDE', {}, { seq })));
    expect(first).toBeUndefined();
    const component = list[0]!.components.get(1)!;
    expect([component.received, component.lost]).toEqual([6, 2 + 3]);
    const message = component.messages.get(30)!;
    expect(rateOf(message, 500_000)).toBeCloseTo(10);
    expect(rateOf(message, 5_500_000)).toBeLessThan(0.3);
  });

  it('count what is not known, and keep all of it in bounds', () => {
    const vehicles = new Vehicles();
    for (let system = 0; system < 256; system++)
      for (let component = 0; component < 256; component++)
        vehicles.takeUnknown({ id: 60_000 + component, system, component, seq: 0 }, 0);
    expect(vehicles.list).toHaveLength(32);
    expect(vehicles.list.every(({ components }) => components.size === 32)).toBe(true);
    expect(vehicles.overflow).toBe(256 * 256 - 32 * 32);
    for (let id = 0; id < 1000; id++) vehicles.takeUnknown({ id, system: 1, component: 1, seq: 0 }, 0);
    const { messages } = vehicles.get(1)!.components.get(1)!;
    expect(messages.size).toBeLessThanOrEqual(257);
    expect(messages.get(OTHER_MESSAGES)?.count).toBeGreaterThan(700);
  });
});

describe('what a vehicle says in words', () => {
  const piece = (text: string, id = 0, chunk_seq = 0) => ({ severity: 4, text, id, chunk_seq });
  const told = (texts: StatusTexts) => texts.texts.map(({ text }) => text);

  it('is put together of its pieces', () => {
    const texts = new StatusTexts();
    texts.take(piece('a'.repeat(50), 7, 0), 1, 0);
    texts.take(piece('other', 0), 2, 0);
    texts.take(piece('b', 7, 1), 1, 0);
    expect(told(texts)).toEqual(['other', `${'a'.repeat(50)}b`]);
  });

  it('is told with a mark where a piece was lost', () => {
    const texts = new StatusTexts();
    texts.take(piece('a'.repeat(50), 7, 0), 1, 0);
    texts.take(piece('c', 7, 2), 1, 0);
    texts.take(piece('d'.repeat(50), 8, 0), 1, 0);
    texts.expire(2_000_000);
    expect(told(texts)).toEqual([`${'a'.repeat(50)}…c`, `${'d'.repeat(50)}…`]);
  });

  it('is UTF-8, in one line, and the last fifty', () => {
    const texts = new StatusTexts();
    for (let i = 0; i < 100; i++) texts.take(piece(`${i}`), 1, 0);
    texts.take(piece('\xc3\xa4\nb\xff'), 1, 0);
    texts.take(piece('\xc3\xa4\nb'), 1, 0);
    expect(texts.texts).toHaveLength(50);
    expect(told(texts).slice(-2)).toEqual(['Ã¤ bÿ', 'ä b']);
    // U+202E turns the direction of what follows; ESC begins what a terminal obeys.
    texts.take(piece('a\xe2\x80\xaeb\x1b[31mc'), 1, 0);
    expect(told(texts).at(-1)).toBe('ab[31mc');
  });
});

describe('a link', () => {
  it('refuses flags that it does not know, counts them, and goes on', () => {
    const link = new MavlinkLink({ onTelemetry: () => undefined });
    const { push } = link.open();
    const bytes = encodeMessage('HEARTBEAT', COPTER, { version: 2, system: 1, component: 1, seq: 0 });
    const other = rewritten(bytes, 2, 0x02);
    expect(push(other, 0)).toBe(false);
    expect(push(bytes, 0)).toBe(true);
    expect(link.refused).toEqual({ incompatible: 1 });
  });

  it('has the telemetry of the vehicle that was heard first, or of the one that is wanted', () => {
    const [first, second] = [undefined, 2].map((system) => {
      const link = new MavlinkLink({ system, onTelemetry: () => undefined });
      const { push } = link.open();
      for (const [system, roll] of [
        [1, 0.1],
        [2, 0.2],
      ] as const) {
        const from = { version: 2, system, component: 1, seq: 0 } as const;
        push(encodeMessage('HEARTBEAT', COPTER, from), 0);
        push(encodeMessage('ATTITUDE', { roll }, from), 0);
        push(encodeMessage('ATTITUDE', { roll: 1 }, { ...from, component: 154 }), 0);
      }
      return link.board.telemetry(1).rollDeg;
    });
    expect([first, second]).toEqual([expect.closeTo(5.73), expect.closeTo(11.46)]);
  });
});

describe('requests for rates', () => {
  it('are for what comes too seldom, the old way at last, and end', () => {
    const vehicles = new Vehicles();
    const requests = new RateRequests();
    const asked: string[] = [];
    for (let second = 0; second < 300; second++) {
      const nowUs = second * 1e6;
      for (const packet of [packetOf('HEARTBEAT', COPTER), packetOf('RC_CHANNELS', {})])
        vehicles.take(packet, readMessage(packet), nowUs);
      const due = requests.due(vehicles.first, nowUs);
      asked.push(...new Set(due.map(({ name }) => name)));
      const ids = due.map(({ values }) => (values as { param1?: number }).param1);
      // RC_CHANNELS comes once a second, which is as often as half of what is wanted.
      expect(ids).not.toContain(65);
    }
    expect(asked).toEqual([...Array(2).fill('COMMAND_LONG'), ...Array(4).fill('REQUEST_DATA_STREAM')]);
  });
});

/** A packet with another byte and the checksum that goes with it. */
function rewritten(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const changed = bytes.slice();
  changed[at] = value;
  let crc = 0xffff;
  for (const byte of [...changed.subarray(1, -2), 50]) {
    let low = byte ^ (crc & 0xff);
    low = (low ^ (low << 4)) & 0xff;
    crc = ((crc >> 8) ^ (low << 8) ^ (low << 3) ^ (low >> 4)) & 0xffff;
  }
  changed.set([crc & 0xff, crc >> 8], changed.length - 2);
  return changed;
}
