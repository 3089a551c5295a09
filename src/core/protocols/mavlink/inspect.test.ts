import { describe, expect, it } from 'vitest';
import { english } from '../../texts/english';
import { encodeMessage, type Writable } from './encode';
import { inspectMavlink } from './inspect';
import { MavlinkLink } from './link';
import type { MessageName } from './messages/table';

const COPTER = { type: 2, autopilot: 3, base_mode: 0x81, custom_mode: 5 };

function listening() {
  const link = new MavlinkLink({ onTelemetry: () => undefined });
  const connection = link.open();
  let seq = 0;
  const hear = <N extends MessageName>(name: N, values: Writable<N>, atUs: number, component = 1, skip = 0) => {
    seq = (seq + 1 + skip) & 0xff;
    connection.push(encodeMessage(name, values, { version: 2, system: 1, component, seq }), atUs);
  };
  const lines = (atUs: number) =>
    inspectMavlink(link, atUs).map(({ title, rows, advice }) => ({
      title: english(title),
      rows: rows.map(({ label, value }) => `${english(label)}: ${english(value)}`),
      advice: advice.map((sentence) => english(sentence)),
    }));
  return { hear, lines };
}

describe('the inspection of MAVLink', () => {
  it('says that nothing came, and what to do', () => {
    const [whole, ...others] = listening().lines(0);
    expect(whole).toMatchObject({ title: 'MAVLink', rows: ['Vehicle: unknown'] });
    expect(whole?.advice[0]).toMatch(/^No packet of MAVLink came/);
    expect(others).toEqual([]);
  });

  it('says who sends what how often, and what was said', () => {
    const { hear, lines } = listening();
    for (let n = 0; n < 20; n++) {
      if (n % 10 === 0) hear('HEARTBEAT', COPTER, n * 100_000);
      hear('ATTITUDE', {}, n * 100_000);
    }
    hear('STATUSTEXT', { severity: 4, text: 'Low battery' }, 2_000_000);
    const [whole, vehicle] = lines(2_000_000);
    expect(whole).toEqual({ title: 'MAVLink', rows: ['Vehicle: System 1: Quadrotor, ArduPilot'], advice: [] });
    expect(vehicle?.title).toBe('System 1: Quadrotor, ArduPilot');
    expect(vehicle?.rows).toEqual([
      'WARNING: Low battery',
      'Component 1 Quadrotor: 23 packets, 0.0% lost',
      'ATTITUDE: 10.0 Hz',
      'HEARTBEAT: 1.0 Hz',
      'STATUSTEXT: 0.0 Hz',
    ]);
    expect(vehicle?.advice).toEqual([]);
  });

  it('says what is lost, and who is missing', () => {
    const { hear, lines } = listening();
    for (let n = 0; n < 10; n++) hear('ATTITUDE', {}, n, 100, 1);
    const [whole, vehicle] = lines(10);
    expect(whole?.advice).toEqual([expect.stringMatching(/^Nobody here is an autopilot/)]);
    expect(vehicle?.title).toBe('System 1');
    expect(vehicle?.advice).toEqual([expect.stringMatching(/^47% of the packets of component 100 were lost/)]);
  });
});
