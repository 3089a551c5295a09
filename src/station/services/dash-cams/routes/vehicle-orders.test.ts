import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { additionalItem } from '#core/protocols/jt808/additional';
import { writeAttachmentPacket } from '#core/protocols/jt808/attachment-packets';
import { bcdTimeOf } from '#core/protocols/jt808/bytes/bcd';
import { STATUS } from '#core/protocols/jt808/messages/location';
import { parameterOf } from '#core/protocols/jt808/parameter-table';
import { safetyAlarmItem } from '#core/protocols/jt808/safety-alarms';
import { openTestStation } from '../../../fixtures/test-station';
import { type Gateway, startGateway } from '../../../gateway/gateway';
import { TestTerminal } from '../../../sources/accept/jt/fixtures/test-terminal';
import type { JtServer } from '../../../sources/accept/jt/jt-server';
import type { Station } from '../../../station';
import { vehiclesModule } from '.';

const PHONE = '012345678999';
const BEGAN = Math.floor(Date.now() / 1000) * 1000 - 60_000;
const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, ...Array.from({ length: 3000 }, (_, at) => at & 0xff));

let folder: string;
let station: Station;
let gateway: Gateway;
let server: JtServer;
let terminal: TestTerminal;

async function begin(alarmFiles = false): Promise<void> {
  folder = await mkdtemp(path.join(tmpdir(), 'dash-cams-'));
  const options = { listen: '127.0.0.1', tcpPort: 0, udpPort: 0, playbackPort: 0, listed: [], acceptsNew: true };
  station = openTestStation({
    dashCams: {
      options: { ...options, alarmFiles, keepIn: { folder, quotaBytes: 2 ** 20, reserveBytes: 0 } },
      opened: (opened) => {
        server = opened;
      },
    },
  });
  const modules = [vehiclesModule];
  gateway = await startGateway({ station, listen: { address: '127.0.0.1', port: 0 }, viewerRoot: '/nowhere', modules });
  await station.listen();
  terminal = new TestTerminal(server.tcpPort, PHONE);
  await terminal.comes(1);
}

beforeEach(() => begin());
afterEach(async () => {
  terminal.close();
  await server.close();
  await gateway.close();
  await station.close();
  await rm(folder, { recursive: true, force: true });
});

async function call(method: string, place: string, body?: unknown) {
  const response = await fetch(new URL(`/api/vehicles/${PHONE}${place}`, gateway.url), {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

const says = (responseSerial: number, responseId: number, result = 0) =>
  terminal.say({ kind: 'terminalResponse', body: { responseSerial, responseId, result } });

const report = (seconds: number, additional = [additionalItem('mileage', 1234)]) => ({
  ...{ alarmFlag: 0, status: STATUS.acc | STATUS.positioned, latitude: 22_500_000, longitude: 114_100_000 },
  ...{ altitude: 40, speed: 360, direction: 90, time: bcdTimeOf(BEGAN + seconds * 1000), additional },
});

const alarmItem = (attachments: number) =>
  safetyAlarmItem({
    ...{ system: 'dsm', alarmNumber: 7, flag: 1, type: 2, level: 1, speed: 36, altitude: 12 },
    ...{ latitude: 22_500_000, longitude: 114_100_000, time: bcdTimeOf(BEGAN), vehicleStatus: 0 },
    id: { terminalId: '1234567', time: bcdTimeOf(BEGAN), sequence: 0, attachments, reserved: 0, isLong: false },
  });

describe('where a vehicle is', () => {
  it('is asked for, and is its answer', async () => {
    const asked = call('GET', '/position');
    const { serial } = await terminal.next('queryPosition');
    // That it has understood the question is no answer.
    says(serial, 0x8201);
    terminal.say({ kind: 'positionAnswer', body: { responseSerial: serial, location: report(0) } });
    expect(await asked).toMatchObject({
      status: 200,
      body: { latitudeDeg: 22.5, groundSpeedMps: 10, ignition: true, mileageKm: 123.4 },
    });
  });

  it('comes with what the vehicle says beside it', async () => {
    const additional = [
      ...[additionalItem('fuel', 125), additionalItem('recorderSpeed', 360), additionalItem('vehicleSignals', 0b10001)],
      ...[additionalItem('ioStatus', 0), additionalItem('analogue', 0x0002_0001), additionalItem('signalStrength', 20)],
      ...[additionalItem('satellites', 9), additionalItem('manualAlarmEventId', 3)],
      { id: 0x12, value: Uint8Array.of(4, 0, 0, 0, 16, 1) },
    ];
    const serial = terminal.say({ kind: 'location', body: report(0, additional) });
    await terminal.next('platformResponse', ({ responseSerial }) => responseSerial === serial);
    expect((await call('GET', '')).body).toMatchObject({
      ...{ fuelLitres: 12.5, recorderSpeedMps: 10, signals: ['lowBeam', 'brake'], asleep: false, analogue: [1, 2] },
      ...{ signalStrength: 20, satellites: 9, alarmToConfirm: 3 },
      places: [{ alarm: 'area', place: 'route', id: 16, isOut: true }],
    });
  });

  it('and what it had saved up, is its track', async () => {
    terminal.say({ kind: 'location', body: report(30) });
    const serial = terminal.say({ kind: 'locationBatch', body: { type: 1, locations: [report(10), report(20)] } });
    await terminal.next('platformResponse', ({ responseSerial }) => responseSerial === serial);
    const { body } = await call('GET', '/track');
    expect(body.points.map(({ timeMs }: { timeMs: number }) => (timeMs - BEGAN) / 1000)).toEqual([10, 20, 30]);
    const part = await call('GET', `/track?from=${BEGAN + 15_000}&to=${BEGAN + 25_000}`);
    expect(part.body.points).toHaveLength(1);
    // What was saved up is no news.
    expect((await call('GET', '')).body.reportedMs).toBeDefined();
  });
});

describe('parameters', () => {
  it('are asked for, all or some, and no secret is told', async () => {
    const all = call('GET', '/parameters');
    const { serial } = await terminal.next('queryParameters');
    const parameters = [parameterOf(0x29, 30)!, parameterOf(0x12, 'hidden')!, { id: 0xf364, value: Uint8Array.of(9) }];
    terminal.say({ kind: 'parameters', body: { responseSerial: serial, parameterCount: 3, parameters } });
    expect((await all).body.parameters).toEqual([
      { id: 0x29, name: 'reportInterval', value: 30, hex: '0000001e' },
      { id: 0x12, name: 'apnPassword' },
      { id: 0xf364, hex: '09' },
    ]);
    const some = call('GET', '/parameters?ids=41,1');
    const query = await terminal.next('queryParametersById');
    expect(query.ids).toEqual([41, 1]);
    terminal.say({ kind: 'parameters', body: { responseSerial: query.serial, parameterCount: 0, parameters: [] } });
    expect((await some).body).toEqual({ parameters: [] });
    expect((await call('GET', '/parameters?ids=x')).status).toBe(400);
  });

  it('are set when somebody asks for it', async () => {
    const set = call('PATCH', '/parameters', {
      parameters: [
        { id: 41, value: 5 },
        { id: 0xf364, hex: '0102' },
      ],
    });
    const { parameters, serial } = await terminal.next('setParameters');
    expect(parameters.map(({ id, value }) => [id, ...value])).toEqual([
      [41, 0, 0, 0, 5],
      [0xf364, 1, 2],
    ]);
    says(serial, 0x8103);
    expect((await set).status).toBe(204);
    expect((await call('PATCH', '/parameters', { parameters: [{ id: 0xf364, value: 1 }] })).status).toBe(400);
  });
});

it('a text reaches the driver, and a refusal is told', async () => {
  const sent = call('POST', '/text', { text: '你好', urgent: true });
  const { serial, text, flags } = await terminal.next('textMessage');
  expect([text, flags]).toEqual(['你好', 0b1101]);
  says(serial, 0x8300);
  expect((await sent).status).toBe(204);
  const refused = call('POST', '/text', { text: 'x' });
  says((await terminal.next('textMessage')).serial, 0x8300, 1);
  expect((await refused).status).toBe(409);
});

describe('pictures', () => {
  const media = { mediaId: 9, mediaType: 0, format: 0, event: 0, channel: 1 };

  it('are taken, come, and are kept', async () => {
    const taken = call('POST', '/pictures', { channel: 1, size: '1024x768' });
    const order = await terminal.next('cameraShot');
    expect(order).toMatchObject({ channel: 1, command: 1, resolution: 4, save: 0 });
    terminal.say({ kind: 'cameraShotAnswer', body: { responseSerial: order.serial, result: 0, mediaIds: [9] } });
    expect(await taken).toEqual({ status: 202, body: { media: [9] } });
    terminal.say({ kind: 'mediaEvent', body: media });
    terminal.say({ kind: 'mediaData', body: { ...media, location: report(5), data: JPEG } });
    expect(await terminal.next('mediaAnswer')).toMatchObject({ mediaId: 9 });
    const { files } = (await call('GET', '/files')).body;
    expect(files).toMatchObject([
      { kind: 'picture', bytes: JPEG.length, channel: 1, event: 'platform', takenMs: BEGAN + 5000 },
    ]);
    expect((await call('GET', '')).body.lastPicture).toEqual(files[0]);
    const file = await fetch(new URL(`/api/vehicles/${PHONE}/files/${files[0].id}`, gateway.url));
    expect(file.headers.get('content-type')).toBe('image/jpeg');
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(JPEG);
    expect((await call('DELETE', `/files/${files[0].id}`)).status).toBe(204);
    expect((await call('GET', `/files/${files[0].id}`)).status).toBe(404);
    expect((await call('GET', '/files/..%2F..%2Fsecret')).status).toBe(404);
  });

  it('that cannot be kept are refused, so that the terminal keeps them', async () => {
    const data = new Uint8Array(0);
    terminal.say({ kind: 'mediaData', body: { ...media, location: report(5), data } });
    await terminal.next('mediaAnswer');
    await rm(folder, { recursive: true, force: true });
    // A file stands where the folder would be.
    await import('node:fs/promises').then(({ writeFile }) => writeFile(folder, ''));
    const serial = terminal.say({ kind: 'mediaData', body: { ...media, location: report(5), data: JPEG } });
    const first = await terminal.next('platformResponse', ({ responseId }) => responseId === 0x0801);
    expect(first.result).toBe(1);
    expect(serial).toBeGreaterThan(0);
  });

  it('of a camera that is not there are refused', async () => {
    const taken = call('POST', '/pictures', { channel: 3 });
    const { serial } = await terminal.next('cameraShot');
    terminal.say({ kind: 'cameraShotAnswer', body: { responseSerial: serial, result: 2 } });
    expect((await taken).status).toBe(409);
  });
});

it('an upload begins, pauses and ends, and its account is told nobody else', async () => {
  const server = { host: 'ftp.example', user: 'me', password: 'hidden', path: '/in' };
  const begun = call('POST', '/uploads', { channel: 1, from: BEGAN, to: BEGAN + 60_000, server });
  const order = await terminal.next('uploadRequest');
  expect(order).toMatchObject({ ip: 'ftp.example', port: 21, userName: 'me', password: 'hidden', conditions: 7 });
  says(order.serial, 0x9206);
  const { status, body } = await begun;
  expect([status, JSON.stringify(body).includes('hidden')]).toEqual([202, false]);
  const paused = call('PATCH', `/uploads/${body.id}`, { command: 'pause' });
  const control = await terminal.next('uploadControl');
  expect(control).toMatchObject({ responseSerial: order.serial, command: 0 });
  says(control.serial, 0x9207);
  expect((await paused).status).toBe(204);
  const stateOf = async () => (await call('GET', '/uploads')).body.uploads[0].state;
  expect(await stateOf()).toBe('paused');
  const done = terminal.say({ kind: 'uploadDone', body: { responseSerial: order.serial, result: 0 } });
  await terminal.next('platformResponse', ({ responseSerial }) => responseSerial === done);
  expect(await stateOf()).toBe('done');
  expect((await call('PATCH', '/uploads/99', { command: 'cancel' })).status).toBe(404);
});

describe('an alarm of active safety', () => {
  /** Reports an alarm; resolves with its id. */
  async function alarmed(attachments: number): Promise<string> {
    const serial = terminal.say({ kind: 'location', body: report(0, [alarmItem(attachments)]) });
    await terminal.next('platformResponse', ({ responseSerial }) => responseSerial === serial);
    const { alarms } = (await call('GET', '/alarms')).body;
    expect(alarms).toMatchObject([
      { system: 'dsm', alarms: ['Driver on the phone'], level: 1, beganMs: BEGAN, latitudeDeg: 22.5, attachments },
    ]);
    return alarms[0].id;
  }

  /** Brings two files, the second with a hole that it fills when it is told. */
  async function brings(order: { tcpPort: number; alarmNumber: string }, phone = PHONE): Promise<TestTerminal> {
    const way = new TestTerminal(order.tcpPort, phone);
    const alarm = {
      terminalId: '1234567',
      time: bcdTimeOf(BEGAN),
      sequence: 0,
      attachments: 2,
      reserved: 0,
      isLong: false,
    };
    const names = ['00_64_6502_0_a.jpg', '02_64_6502_1_a.mp4'];
    const files = names.map((name) => ({ name, bytes: JPEG.length }));
    const { alarmNumber } = order;
    way.say({ kind: 'alarmFiles', body: { terminalId: '1234567', alarm, alarmNumber, infoType: 0, files } });
    if ((await way.next('platformResponse')).result !== 0) return way;
    const [picture, film] = names as [string, string];
    way.say({ kind: 'fileInfo', body: { name: picture, fileType: 0, bytes: JPEG.length } });
    for (let at = 0; at < JPEG.length; at += 1000) {
      way.socket.write(writeAttachmentPacket(picture, at, JPEG.subarray(at, at + 1000)));
    }
    way.say({ kind: 'fileDone', body: { name: picture, fileType: 0, bytes: JPEG.length } });
    expect(await way.next('fileAnswer')).toMatchObject({ name: picture, result: 0, missing: [] });
    way.say({ kind: 'fileInfo', body: { name: film, fileType: 2, bytes: JPEG.length } });
    way.socket.write(writeAttachmentPacket(film, 0, JPEG.subarray(0, 1000)));
    way.socket.write(writeAttachmentPacket(film, 2000, JPEG.subarray(2000)));
    way.say({ kind: 'fileDone', body: { name: film, fileType: 2, bytes: JPEG.length } });
    expect(await way.next('fileAnswer')).toMatchObject({ result: 1, missing: [{ offset: 1000, length: 1000 }] });
    way.socket.write(writeAttachmentPacket(film, 1000, JPEG.subarray(1000, 2000)));
    way.say({ kind: 'fileDone', body: { name: film, fileType: 2, bytes: JPEG.length } });
    expect(await way.next('fileAnswer')).toMatchObject({ result: 0, missing: [] });
    return way;
  }

  it('has its files fetched when somebody asks', async () => {
    const id = await alarmed(2);
    const asked = call('POST', `/alarms/${id}/files`);
    const order = await terminal.next('alarmFilesRequest');
    expect(order).toMatchObject({ tcpPort: server.tcpPort, alarm: { terminalId: '1234567', attachments: 2 } });
    says(order.serial, 0x9208);
    expect(await asked).toMatchObject({ status: 202, body: { asked: 'asked' } });
    const way = await brings(order);
    const [alarm] = (await call('GET', '/alarms')).body.alarms;
    expect(alarm).toMatchObject({ asked: 'complete', files: [expect.any(String), expect.any(String)] });
    const { files } = (await call('GET', '/files')).body;
    expect(files.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['film', 'picture']);
    for (const file of files)
      expect(file).toMatchObject({ alarm: id, event: 'alarm', channel: 64, bytes: JPEG.length });
    const film = alarm.files.find((file: string) => file.endsWith('.mp4'));
    const got = await fetch(new URL(`/api/vehicles/${PHONE}/files/${film}`, gateway.url));
    expect(new Uint8Array(await got.arrayBuffer())).toEqual(JPEG);
    way.close();
    // What is complete is not expected any more.
    const again = await brings(order);
    await again.ended();
    expect((await call('POST', '/alarms/none/files')).status).toBe(404);
  });

  it('takes no files that nobody asked for, or of another number', async () => {
    const forged = await brings({ tcpPort: server.tcpPort, alarmNumber: 'a'.repeat(32) });
    await forged.ended();
    const id = await alarmed(2);
    const asked = call('POST', `/alarms/${id}/files`);
    const order = await terminal.next('alarmFilesRequest');
    says(order.serial, 0x9208);
    await asked;
    const other = await brings(order, '019999999999');
    await other.ended();
    expect((await call('GET', '/files')).body.files).toEqual([]);
  });

  it('whose connection speaks of nothing that was asked for is let go of', async () => {
    const socket = net.connect(server.tcpPort, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(Buffer.from('7e', 'hex'));
    socket.write(Buffer.from('1210', 'hex'));
    for (let at = 0; at < 30; at++) socket.write(Buffer.from('7e12100000aa7e30316364ff', 'hex'));
    await once(socket, 'close');
    expect(server.fleet.faults.total).toBeGreaterThan(0);
  });
});

it('files of alarms come by themselves where the settings say so', async () => {
  terminal.close();
  await server.close();
  await gateway.close();
  await station.close();
  await rm(folder, { recursive: true, force: true });
  await begin(true);
  terminal.say({ kind: 'location', body: report(0, [alarmItem(1)]) });
  terminal.say({ kind: 'location', body: report(1, [alarmItem(1)]) });
  const order = await terminal.next('alarmFilesRequest');
  says(order.serial, 0x9208);
  await vi.waitFor(async () => expect((await call('GET', '/alarms')).body.alarms).toHaveLength(1));
  expect(terminal.received.filter(({ message }) => message.kind === 'alarmFilesRequest')).toEqual([]);
});
