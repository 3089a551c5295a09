import net from 'node:net';
import { writeAttachmentPacket } from '#core/protocols/jt808/attachment-packets';
import type { Jt808Body } from '#core/protocols/jt808/registry';
import { SignallingLink } from './signalling-link';
import { testPicture } from './test-picture';

/** As terminals cut files. */
const PIECE_BYTES = 4096;
/** How long the platform may take for all of it. */
const PATIENCE_MS = 30_000;

/** Sends the files of an alarm, on a connection of their own (T/JSATL 12-2017, 4.4), and again what the platform lacks. */
export function sendAttachments(
  order: Jt808Body<'alarmFilesRequest'>,
  terminal: { readonly phone: string; readonly version: 2013 | 2019 },
  channels: readonly number[],
): net.Socket {
  const { alarm, alarmNumber } = order;
  const files = channels.map((channel, at) => ({
    // Type, channel, system and type of the alarm, number, name.
    name: `00_${channel}_6402_${at}_${alarm.time}.jpg`,
    data: testPicture(channel),
  }));
  const socket = net.connect({ host: order.ip, port: order.tcpPort, noDelay: true });
  socket.setTimeout(PATIENCE_MS, () => socket.destroy());
  socket.on('error', () => undefined);
  const sendPieces = (file: (typeof files)[number], from: number, to: number) => {
    for (let at = from; at < to; at += PIECE_BYTES) {
      socket.write(writeAttachmentPacket(file.name, at, file.data.subarray(at, Math.min(to, at + PIECE_BYTES))));
    }
  };
  const info = (file: (typeof files)[number]) => ({ name: file.name, fileType: 0, bytes: file.data.length });
  let next = 0;
  const sendNext = () => {
    const file = files[next];
    if (!file) return socket.end();
    link.send({ kind: 'fileInfo', body: info(file) });
    sendPieces(file, 0, file.data.length);
    return link.send({ kind: 'fileDone', body: info(file) });
  };
  const link = new SignallingLink(socket, terminal, (message) => {
    if (message.kind === 'platformResponse' && message.body.result !== 0) return void socket.end();
    if (message.kind !== 'fileAnswer') return;
    const file = files[next];
    if (file && message.body.result !== 0) {
      for (const { offset, length } of message.body.missing) sendPieces(file, offset, offset + length);
      return void link.send({ kind: 'fileDone', body: info(file) });
    }
    next++;
    sendNext();
  });
  socket.on('connect', () => {
    const listed = files.map(({ name, data }) => ({ name, bytes: data.length }));
    const body = { terminalId: alarm.terminalId, alarm, alarmNumber, infoType: 0, files: listed };
    link.send({ kind: 'alarmFiles', body });
    sendNext();
  });
  return socket;
}
