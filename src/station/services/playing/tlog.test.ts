import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Telemetry } from '#core/telemetry/telemetry';
import { text } from '#core/texts/text';
import { IndexedPlayback } from '../../playback/indexed-playback';
import { FLIGHT_US, flight } from './fixtures/flight';
import { Tlog } from './tlog';
import { TlogMedium } from './tlog-medium';
import { TlogTelemetry } from './tlog-telemetry';

let folder: string;
const opened: Tlog[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-tlog-'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((tlog) => tlog.close()));
  await rm(folder, { recursive: true });
});

async function open(...parts: readonly Uint8Array[]): Promise<Tlog> {
  const file = path.join(folder, 'flight.tlog');
  await writeFile(file, Buffer.concat(parts));
  const read = await Tlog.open(file);
  if (!read.ok) throw new Error(JSON.stringify(read.message));
  opened.push(read.value);
  await read.value.scanned;
  return read.value;
}

const altitude = async (tlog: Tlog, us: number) => (await tlog.at(us))?.values.altitudeM;
const second = (s: number) => FLIGHT_US + s * 1e6;

describe('a log of MAVLink', () => {
  it('says of every moment what was known then, wherever one goes', async () => {
    const tlog = await open(flight(0, 120));
    expect(tlog.range).toEqual({ beginUs: FLIGHT_US, endUs: second(119.9) + 2 });
    for (const s of [60, 60.5, 61, 3, 119, 118.9, 40, 41]) {
      expect(await altitude(tlog, second(s) + 2)).toBeCloseTo(Math.floor(s * 5) / 5, 5);
    }
    expect((await tlog.at(second(60)))?.values).toMatchObject({ armed: true, latitudeDeg: 48.285 });
    expect(await tlog.at(second(-1))).toBeUndefined();
    expect(tlog.damages).toEqual({ stretches: 0, bytes: 0 });
  });

  it('plots the whole flight, and no more points than a plot has', async () => {
    const { track } = await open(flight(0, 1500));
    expect(track.length).toBeGreaterThan(600);
    expect(track.length).toBeLessThan(1200);
    expect(track.at(-1)?.values.altitudeM).toBeGreaterThan(1490);
  });

  it('is played over what is damaged, which is counted', async () => {
    const noise = new Uint8Array(3000).map((_, at) => (at * 7919) & 255);
    const tlog = await open(noise, flight(0, 20), noise, flight(20, 40).subarray(9), flight(40, 60));
    expect(tlog.damages.stretches).toBe(2);
    expect(await altitude(tlog, second(10) + 2)).toBe(10);
    expect(await altitude(tlog, second(50) + 2)).toBe(50);
    const [file] = tlog.inspect();
    expect(file?.advice).toEqual([text('inspection.tlogDamagedAdvice', { stretches: 2, bytes: tlog.damages.bytes })]);
  });

  it('goes on where the clock was set back, or on by years', async () => {
    const back = await open(flight(0, 30), flight(30, 60, FLIGHT_US - 3600e6));
    expect((back.range?.endUs ?? 0) - FLIGHT_US).toBeCloseTo(59.7e6, -6);
    expect(await altitude(back, second(50))).toBeCloseTo(50, -1);
    const on = await open(flight(0, 30, 5e6), flight(30, 60));
    expect((on.range?.endUs ?? 0) - 5e6).toBeCloseTo(59.7e6, -6);
  });

  it('forgets in a pause what is not renewed', async () => {
    const tlog = await open(flight(0, 10), flight(40, 50));
    expect(await altitude(tlog, second(11))).toBeCloseTo(9.8);
    expect((await tlog.at(second(30)))?.values).not.toHaveProperty('altitudeM');
    expect(tlog.gaps).toEqual([{ fromUs: second(9.9) + 2, toUs: second(40), cause: 'link' }]);
  });

  it.each([
    ['is empty', new Uint8Array(0), text('film.empty')],
    ['holds none', new Uint8Array(100_000).fill(0xfd), text('film.noTlog')],
  ])('says so where it %s', async (_, bytes, message) => {
    const file = path.join(folder, 'none.tlog');
    await writeFile(file, bytes);
    expect(await Tlog.open(file)).toEqual({ ok: false, message });
    expect(await Tlog.open(path.join(folder, 'not there.tlog'))).toEqual({ ok: false, message: text('film.noFile') });
    expect(await Tlog.open(folder)).toMatchObject({ ok: false });
  });
});

describe('a log that is played', () => {
  function play(medium: TlogMedium) {
    const told: { us: number; run: number; values: Telemetry }[] = [];
    const playback = new IndexedPlayback({
      medium,
      sink: {
        picture: () => {
          throw new Error('it has none');
        },
        telemetry: ({ timeUs, values }, run) => told.push({ us: timeUs, run, values }),
        room: async () => undefined,
        changed: () => undefined,
      },
    });
    return { told, playback };
  }

  it('moves with the time, faster, stands still, and goes to any moment', async () => {
    const { told, playback } = play(new TlogMedium(await open(flight(0, 60))));
    playback.play({ run: 1, fromUs: second(10), rate: 0 });
    await vi.waitFor(() => expect(told).toHaveLength(1));
    expect(told[0]).toMatchObject({ us: second(10), run: 1, values: { altitudeM: 9.8 } });
    expect(playback.state().playing).toMatchObject({ positionUs: second(10), rate: 0 });
    playback.play({ run: 1, rate: 8 });
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(20));
    playback.play({ run: 2, fromUs: second(30), rate: 0 });
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ us: second(30), run: 2 }));
    playback.play({ run: 2, rate: 0, step: 1 });
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ us: second(30.1), run: 2 }));
    playback.play({ run: 3, rate: 0, step: -1 });
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ us: second(30), run: 3 }));
    const times = told.filter(({ run }) => run === 1).map(({ us }) => us);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(told.every(({ values }) => values.armed === true)).toBe(true);
  });

  it('comes to its end, and stands there', async () => {
    const { told, playback } = play(new TlogMedium(await open(flight(0, 3))));
    playback.play({ run: 1, fromUs: second(0), rate: 8 });
    await vi.waitFor(() => expect(playback.state().playing).toMatchObject({ isAtEnd: true }), { timeout: 20_000 });
    expect(told.at(-1)?.values.altitudeM).toBeCloseTo(2.8);
  });

  it('sits through no pause', async () => {
    const medium = new TlogMedium(await open(flight(0, 3), flight(3600, 3603)));
    const places = [];
    for (let place: number | undefined = 0; place !== undefined; place = medium.next(place)) places.push(place);
    expect(places.length).toBeLessThan(65);
    expect(medium.timeUs(places.at(-1) ?? 0)).toBe(medium.range()?.endUs);
    const back = [];
    for (let place = places.at(-1); place !== undefined; place = medium.previous(place)) back.push(place);
    expect(back.at(-1)).toBe(0);
    expect(back.length).toBeLessThan(65);
  });
});

describe('a log under a film', () => {
  const under = (tlog: Tlog, beginUs: number, offsetS = 0) =>
    new TlogTelemetry(tlog, () => ({ beginUs, endUs: beginUs + 20e6 }), offsetS * 1e6);

  it('goes by the clocks of both, moved by its offset', async () => {
    const tlog = await open(flight(0, 60));
    const film = second(30);
    expect((await under(tlog, film).at(film + 5e6 + 2))?.values.altitudeM).toBe(35);
    expect((await under(tlog, film, -1.6).at(film + 5e6 + 2))?.values.altitudeM).toBeCloseTo(36.6);
    expect((await under(tlog, film, 2).at(film + 5e6 + 2))?.values.altitudeM).toBe(33);
    const sample = await under(tlog, film).at(film);
    expect(sample?.timeUs).toBeLessThanOrEqual(film);
    expect(await under(tlog, film).at(film, sample?.timeUs)).toBeUndefined();
    expect(under(tlog, film).track.length).toBeGreaterThan(15);
  });

  it('is moved while it is played, and no farther than a day', async () => {
    const tlog = await open(flight(0, 60));
    const film = second(30);
    const telemetry = under(tlog, film, 1);
    telemetry.shift(-2e6);
    expect(telemetry.shiftUs).toBe(-1e6);
    expect((await telemetry.at(film + 5e6 + 2))?.values.altitudeM).toBe(36);
    telemetry.shift(-1e12);
    expect(telemetry.shiftUs).toBe(-86_400e6);
  });

  it('begins with it where the clocks do not meet', async () => {
    const tlog = await open(flight(0, 60));
    const film = Date.UTC(2020, 0, 1) * 1000;
    expect((await under(tlog, film).at(film + 5e6 + 2))?.values.altitudeM).toBe(5);
    expect((await under(tlog, film, 1).at(film + 5e6 + 2))?.values.altitudeM).toBe(4);
  });
});
