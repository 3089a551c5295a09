import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AccessUnitAssembler } from '../../../src/core/bitstream/access-unit-assembler.ts';
import { HevcAssembler } from '../../../src/core/bitstream/h265/hevc-assembler.ts';
import { JpegSplitter } from '../../../src/core/bitstream/jpeg/jpeg-splitter.ts';
import { readJpeg } from '../../../src/core/bitstream/jpeg/read-jpeg.ts';
import { QuietEnd } from '../../../src/core/bitstream/picture-end/quiet-end.ts';
import { ByteBudget } from '../../../src/core/byte-budget.ts';
import { bestChallenge } from '../../../src/core/http/authentication.ts';
import { readBinaryFrame } from '../../../src/core/protocols/jpeg-stream/binary-frame.ts';
import { readClientMessage, readServerMessage } from '../../../src/core/protocols/jpeg-stream/messages.ts';
import { readPlaceAlarms } from '../../../src/core/protocols/jt808/area-alarms.ts';
import {
  ATTACHMENT_MAGIC,
  AttachmentPackets,
  writeAttachmentPacket,
} from '../../../src/core/protocols/jt808/attachment-packets.ts';
import { DELIMITER } from '../../../src/core/protocols/jt808/frame.ts';
import { InterleavedSplitter } from '../../../src/core/protocols/jt808/interleaved.ts';
import { readMessage, writeBody } from '../../../src/core/protocols/jt808/messages.ts';
import { Jt808Reassembly } from '../../../src/core/protocols/jt808/reassembly.ts';
import { readSafetyAlarms } from '../../../src/core/protocols/jt808/safety-alarms.ts';
import { Jt808Splitter } from '../../../src/core/protocols/jt808/splitter.ts';
import { telemetryOfLocation } from '../../../src/core/protocols/jt808/telemetry.ts';
import { soundOf } from '../../../src/core/protocols/jt1078/audio.ts';
import { ChannelReceiver } from '../../../src/core/protocols/jt1078/channel-receiver.ts';
import { readDatagram } from '../../../src/core/protocols/jt1078/packet.ts';
import { PacketSplitter } from '../../../src/core/protocols/jt1078/packet-splitter.ts';
import { encodeMessage } from '../../../src/core/protocols/mavlink/encode.ts';
import { heardOn } from '../../../src/core/protocols/mavlink/heard.ts';
import { inspectMavlink } from '../../../src/core/protocols/mavlink/inspect.ts';
import { MavlinkLink } from '../../../src/core/protocols/mavlink/link.ts';
import { TlogBlock } from '../../../src/core/protocols/mavlink/tlog/tlog-block.ts';
import { TlogReader } from '../../../src/core/protocols/mavlink/tlog/tlog-reader.ts';
import { integer, writeSet } from '../../../src/core/protocols/misb/fixtures/write-set.ts';
import { UasBoard } from '../../../src/core/protocols/misb/uas-board.ts';
import { TsDemuxer } from '../../../src/core/protocols/mpegts/demuxer.ts';
import { inspectTs } from '../../../src/core/protocols/mpegts/inspect.ts';
import { encodeFrame } from '../../../src/core/protocols/msp/encode.ts';
import { MspFrameParser } from '../../../src/core/protocols/msp/frame-parser.ts';
import { OsdScreen } from '../../../src/core/protocols/msp/screen.ts';
import { parseJsonWithNaN } from '../../../src/core/protocols/pi/json-with-nan.ts';
import { readPiTelemetry } from '../../../src/core/protocols/pi/telemetry.ts';
import { readCameraTrouble, readTrueTelemetry } from '../../../src/core/protocols/pi/true-telemetry.ts';
import { readPiFrame } from '../../../src/core/protocols/pi-websocket/messages.ts';
import { readVideoConfig } from '../../../src/core/protocols/push/config.ts';
import { PushDialect } from '../../../src/core/protocols/push/dialect.ts';
import { LineSplitter } from '../../../src/core/protocols/remote-camera/line-splitter.ts';
import { readRemoteCameraMessage } from '../../../src/core/protocols/remote-camera/messages.ts';
import { toAnnexB } from '../../../src/core/protocols/remote-camera/nalu-data.ts';
import { datagramsOf } from '../../../src/core/protocols/rtp/fixtures/datagrams.ts';
import { RtpReceiver } from '../../../src/core/protocols/rtp/receiver.ts';
import { readRtcp } from '../../../src/core/protocols/rtp/rtcp.ts';
import { parseSdp } from '../../../src/core/protocols/rtp/sdp.ts';
import { controlsOf } from '../../../src/core/protocols/rtsp/addresses.ts';
import { RtspReader } from '../../../src/core/protocols/rtsp/reader.ts';
import { readSession, readTransport } from '../../../src/core/protocols/rtsp/session.ts';
import { readSubscribeRequest } from '../../../src/core/protocols/subscribe/request.ts';
import { offeredStream } from '../../../src/core/settings/offered-stream.ts';
import { root } from '../paths.mjs';
import { pieces } from './mutate.mjs';

/**
 * @typedef {object} Target
 * @property {readonly Uint8Array[]} samples what inputs are made of: at least one, none empty
 * @property {(bytes: Uint8Array, random: import('./random.mjs').Random) => void} run throws where the parser is at fault
 */

/** @param {string} file under src/core */
const file = (file) => new Uint8Array(readFileSync(join(root, 'src/core', file)));
/** @param {string} hex */
const ofHex = (hex) => new Uint8Array(Buffer.from(hex, 'hex'));
/** @param {unknown} value */
const json = (value) => new TextEncoder().encode(`${JSON.stringify(value)}\n`);
const textOf = (/** @type {Uint8Array} */ bytes) => new TextDecoder().decode(bytes);
/** @param {boolean} condition @param {string} what */
function must(condition, what) {
  if (!condition) throw new Error(what);
}

/** The beginning of a clip, as more takes long and finds no more. @param {string} name */
const clip = (name) => file(`bitstream/fixtures/${name}.h264`).subarray(0, 12_000);
const JPEG = ofHex(
  'ffd8ffe000104a46494600010100000100010000ffdb00430001010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101ffc0000b080010001001011100ffc40014000100000000000000000000000000000009ffda0008010100003f0054dfffd9',
);
const jt808Frames = JSON.parse(readFileSync(join(root, 'src/core/protocols/jt808/fixtures/jt808-frames.json'), 'utf8'));
const HEARTBEAT = ofHex('7e7e00020000012345678900000a817e');
const jt1078Packets = ['jt1078-iframe', 'jt1078-camera'].flatMap((name) =>
  textOf(file(`protocols/jt1078/fixtures/${name}.txt`))
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .slice(0, 60)
    .map((line) => ofHex(line.slice(line.lastIndexOf(',') + 1).trim())),
);

const jt808Headers = jt808Frames.flatMap((/** @type {{ hex: string }} */ { hex }) =>
  [...new Jt808Splitter().push(ofHex(hex))].flatMap((input) => (input.kind === 'frame' ? [input.frame] : [])),
);

/** @param {import('../../../src/core/protocols/jt808/header.ts').Jt808Header} header @param {Uint8Array} body */
function readWhole(header, body) {
  const read = readMessage(header, body);
  if (!read.ok) return;
  if (read.message.kind === 'location') {
    telemetryOfLocation(read.message.body);
    readPlaceAlarms(read.message.body.additional);
    readSafetyAlarms(read.message.body.additional);
  }
  // A refused registration has no code, whatever stands where it would be.
  if (read.message.kind === 'registerResponse' && read.message.body.result !== 0) return;
  const written = writeBody(read.message, header.edition);
  must(Buffer.compare(written, body) === 0, `${read.message.kind} is not written as it was read`);
}

/** Messages as vehicles send them, in both versions. */
const MSP_DRAW = encodeFrame(182, [4]);
const mspScreens = [
  Uint8Array.from([
    ...encodeFrame(182, [0]),
    ...encodeFrame(182, [5, 0, 3]),
    ...encodeFrame(2, [0x42, 0x54, 0x46, 0x4c]),
    ...encodeFrame(182, [2]),
    ...encodeFrame(182, [3, 1, 1, 0, 0x96, 0x31, 0x36, 0x2e, 0x38, 6]),
    ...encodeFrame(182, [3, 21, 55, 0x43, 0x41, 0x52, 0x4d, 0x45, 0x44, 0x20, 0x21]),
    ...MSP_DRAW,
  ]),
];

const mavlinkPackets = [1, 2].flatMap((/** @type {any} */ version) => {
  const from = { version, system: 1, component: 1, seq: 7 };
  return [
    encodeMessage('HEARTBEAT', { type: 2, autopilot: 3, base_mode: 129 }, from),
    encodeMessage('GLOBAL_POSITION_INT', { lat: 482850000, lon: -45600000, relative_alt: 54000 }, from),
    encodeMessage('STATUSTEXT', { severity: 4, text: 'x'.repeat(50), id: 3 }, from),
    encodeMessage('PARAM_VALUE', { param_id: 'BATT_LOW_VOLT', param_value: 14, param_type: 9 }, from),
    // Version 1 has no ids beyond 255.
    ...(version === 2
      ? [encodeMessage('VIDEO_STREAM_INFORMATION', { stream_id: 1, name: 'Day', uri: 'rtsp://10.0.0.5/day' }, from)]
      : []),
    encodeMessage('BATTERY_STATUS', { voltages: [0xfdfe, 0xfefd] }, from),
  ];
});

const tlogs = [mavlinkPackets, mavlinkPackets.slice(2)].map((packets) => {
  const block = new TlogBlock();
  for (const packet of packets) block.add(packet, 0);
  return block.written(1.7e15);
});

/** Every parser that takes what somebody else sends. @type {Readonly<Record<string, Target>>} */
export const TARGETS = {
  jt808: {
    samples: jt808Frames.map((/** @type {{ hex: string }} */ { hex }) => ofHex(hex)),
    run(bytes, random) {
      const splitter = new Jt808Splitter();
      const reassembly = new Jt808Reassembly(new ByteBudget(10_000));
      let nowUs = 0;
      let last = '';
      for (const piece of pieces(Uint8Array.of(...bytes, ...HEARTBEAT), random)) {
        for (const input of splitter.push(piece)) {
          last = input.kind;
          if (input.kind === 'fault') continue;
          nowUs += random.below(2e6);
          reassembly.expire(nowUs);
          const whole = reassembly.take(input.frame, nowUs);
          if (whole.kind !== 'whole') continue;
          readWhole(whole.header, whole.body);
        }
      }
      must(last === 'frame', 'a frame behind noise is not found');
      // A checksum keeps most of what was changed from being read: the same as a body, whatever its checksum.
      const { header } = random.of(jt808Headers);
      readWhole({ ...header, edition: random.of([2013, 2019]) }, bytes.subarray(random.of([0, 13, 18])));
    },
  },
  rtsp: {
    samples: [
      'RTSP/1.0 401 Unauthorized\r\nCSeq: 1\r\nWWW-Authenticate: Digest realm="a", nonce="b", qop="auth"\r\n\r\n',
      'RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Base: rtsp://c/\r\nContent-Length: 5\r\n\r\nv=0\r\n$\u0000\u0000\u0004\u0080`ab',
      'RTSP/1.0 200 OK\r\nSession: 1;timeout=60\r\nTransport: RTP/AVP/TCP;interleaved=0-1;source=10.0.0.1\r\n\r\n',
    ].map((text) => Uint8Array.from(text, (character) => character.charCodeAt(0))),
    run(bytes, random) {
      let given = 0;
      const reader = new RtspReader({
        message({ headers, body }) {
          given += body.length;
          bestChallenge(headers.get('www-authenticate') ?? []);
          readTransport(headers);
          readSession(headers);
          controlsOf('rtsp://c/', headers, headers.get('session')?.[0], headers.get('transport')?.[0]);
        },
        packet(_channel, packet) {
          given += packet.length;
        },
      });
      let came = 0;
      for (const piece of [bytes, ...pieces(bytes, random)]) {
        came += piece.length;
        reader.push(piece);
        must(given <= came, 'more is given than came');
      }
      must(given <= came, 'more is given than came');
    },
  },
  mpegts: {
    samples: ['gst-h264', 'gst-h265', 'ffmpeg-b-aac', 'ffmpeg-opus-m2ts'].map((name) =>
      file(`protocols/mpegts/fixtures/${name}.mpegts`).subarray(0, 6000),
    ),
    run(bytes, random) {
      let told = 0;
      const board = new UasBoard();
      const count = (/** @type {{ readonly length: number }} */ { length }) => {
        told += length;
      };
      const demuxer = new TsDemuxer(
        {
          ...{ begin: () => {}, endPicture: () => {}, lost: () => {}, unreadable: () => {} },
          bytes: count,
          sound: ({ data }) => count(data),
          klv: (data) => {
            count(data);
            board.take(data, 0);
          },
        },
        { showDamaged: random.below(2) === 0 },
      );
      let given = 0;
      for (const piece of [bytes, ...pieces(bytes, random)]) {
        given += piece.length;
        demuxer.push(piece);
        must(told <= given, 'more is told than came');
      }
      board.take(bytes, 0);
      inspectTs(demuxer, { dropped: 0, klv: board });
    },
  },
  misb: {
    samples: [
      writeSet({ 2: integer(1.7e15, 8), 5: [1, 2], 13: integer(1e9, 4), 56: [7] }),
      writeSet({ 6: [0x80, 0], 90: integer(-1e9, 4), 129: [1], 21: [1, 2, 3, 4] }),
    ],
    run(bytes) {
      const board = new UasBoard();
      board.take(bytes, 0);
      for (const value of Object.values(board.telemetry(0))) must(Number.isFinite(value), 'a value that is none');
    },
  },
  rtp: {
    samples: ['gst-h264-max-stap', 'gst-h264-none', 'gst-h265-max'].flatMap((name) =>
      datagramsOf(file(`protocols/rtp/fixtures/${name}.rtp`)).slice(0, 12),
    ),
    run(bytes, random) {
      let told = 0;
      const events = {
        begin: () => {},
        bytes: (/** @type {Uint8Array} */ data) => {
          told += data.length;
        },
        endPicture: () => {},
        lost: () => {},
        malformed: () => {},
      };
      const receiver = new RtpReceiver(events, { codec: random.of(['h264', 'h265', undefined]) });
      let given = 0;
      let nowUs = 0;
      for (const piece of [bytes, ...pieces(bytes, random)]) {
        given += piece.length;
        receiver.push(piece, nowUs);
        nowUs += random.below(50_000);
        receiver.expire(nowUs);
      }
      readRtcp(bytes);
      parseSdp(textOf(bytes));
      // A unit gets a start code in front, and a header of two bytes back, for at least three bytes that it had.
      must(told <= given * 3, `${told} bytes were made of ${given}`);
    },
  },
  jt1078: {
    samples: jt1078Packets,
    run(bytes, random) {
      const events = {
        frame: (/** @type {{ dataType: string, data: Uint8Array, payloadType: number }} */ frame) => {
          if (frame.dataType === 'audio') soundOf(frame.data, frame.payloadType, { sampleRateHz: 8000, channels: 1 });
        },
        fault: () => {},
      };
      const stream = new ChannelReceiver(events);
      const splitter = new PacketSplitter({ packet: (packet) => stream.fromStream(packet, 0), fault: () => {} });
      const datagrams = new ChannelReceiver(events);
      let nowUs = 0;
      for (const piece of pieces(bytes, random)) {
        splitter.push(piece);
        const packet = readDatagram(piece);
        if (packet) datagrams.fromDatagram(packet, nowUs);
        nowUs += random.below(50_000);
        datagrams.expire(nowUs);
      }
      const whole = readDatagram(bytes);
      if (whole) datagrams.fromDatagram(whole, nowUs);
      stream.end();
      datagrams.end();
    },
  },
  // One connection with both kinds of what may stand between frames of 808.
  'jt-interleaved': {
    samples: [
      ...jt808Frames.slice(0, 40).map((/** @type {{ hex: string }} */ { hex }) => ofHex(hex)),
      ...jt1078Packets.slice(0, 40),
      writeAttachmentPacket('00_64_6401_0_a.jpg', 4096, JPEG),
    ],
    run(bytes, random) {
      const packets = new PacketSplitter({ packet: () => {}, fault: () => {} }, DELIMITER);
      const attachments = new AttachmentPackets({ data: () => {}, fault: () => {} });
      for (const other of [packets, attachments]) {
        const splitter = new InterleavedSplitter(ATTACHMENT_MAGIC, other, () => {});
        for (const piece of pieces(bytes, random)) splitter.push(piece);
      }
    },
  },
  h264: {
    samples: ['baseline', 'main-cabac', 'high-8x8', 'b-frames', 'four-slices', 'interlaced', 'delimiters'].map(clip),
    run(bytes, random) {
      const assembler = new AccessUnitAssembler({ onAccessUnit: () => {}, onFault: () => {} });
      const quietEnd = new QuietEnd(assembler);
      for (const piece of pieces(bytes, random)) {
        assembler.push(piece, 0);
        if (random.below(4) === 0) quietEnd.quiet();
      }
      assembler.flush();
    },
  },
  h265: {
    // Units of H.265 by their headers: the sets and slices of H.264 behind them are noise of a likely shape.
    samples: [0x40, 0x42, 0x44, 0x26, 0x02, 0x46, 0x4e].map((header) =>
      Uint8Array.of(0, 0, 0, 1, header, 1, ...clip('baseline').subarray(5, 300)),
    ),
    run(bytes, random) {
      const assembler = new HevcAssembler({ onAccessUnit: () => {}, onFault: () => {} });
      for (const piece of pieces(bytes, random)) assembler.push(piece, 0);
      assembler.flush();
    },
  },
  jpeg: {
    samples: [JPEG],
    run(bytes, random) {
      const splitter = new JpegSplitter({ onJpeg: (data) => void readJpeg(data), maxBytes: 20_000 });
      for (const piece of pieces(bytes, random)) splitter.push(piece);
      readJpeg(bytes);
    },
  },
  push: {
    samples: [
      ofHex('00000013040000000100000002'),
      Uint8Array.of(0, 0, 0, 27, 3, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 6, 0, 0, 0, 7, 0, 0, 0, 1, 0x67, 0x42),
      json({ type: 'video_config', format: 'h264', source: 'simulator' }),
    ],
    run(bytes, random) {
      const dialect = new PushDialect();
      dialect.read(bytes);
      for (const piece of pieces(bytes, random)) dialect.read(piece);
      readVideoConfig(textOf(bytes));
    },
  },
  'jpeg-stream': {
    samples: [
      json({ type: 'start_stream', data: { stream_id: 'a', quality: 'low' } }),
      json({ type: 'frame', data: { stream_id: 'a', timestamp: 1.5, frame: 'AAAA', frame_number: 1, quality: 'low' } }),
      JPEG,
    ],
    run(bytes) {
      readBinaryFrame(bytes);
      readPiFrame(bytes);
      readClientMessage(textOf(bytes));
      readServerMessage(textOf(bytes));
    },
  },
  'remote-camera': {
    samples: [
      json({ kind: 'handshake', handshake: { sourceID: 'a', deviceName: 'b' } }),
      json({ kind: 'videoNALU', videoNALU: { sourceID: 'a', timestamp: 1, isKeyFrame: true, naluData: 'AAAAAWdC' } }),
      json({ kind: 'audio', audio: { sourceID: 'a', timestamp: 1, sampleRate: 8000, channels: 1, audioData: 'AAAA' } }),
      json({ kind: 'metadata', metadata: { sourceID: 'a', timestamp: 1, metadata: { type: 'arBody', joints: {} } } }),
    ],
    run(bytes, random) {
      const onLine = (/** @type {Uint8Array} */ line) => void readRemoteCameraMessage(textOf(line));
      const splitter = new LineSplitter({ onLine, onTooLong: () => {} }, 5000);
      for (const piece of pieces(bytes, random)) splitter.push(piece);
      toAnnexB(bytes);
    },
  },
  mavlink: {
    samples: mavlinkPackets,
    run(bytes, random) {
      const link = new MavlinkLink({ onTelemetry: () => {} });
      const { push } = link.open({ datagrams: random.below(2) === 0 });
      let nowUs = 0;
      for (const piece of pieces(bytes, random)) {
        nowUs += random.below(300_000);
        push(piece, nowUs);
      }
      link.board.telemetry(nowUs);
      heardOn(link, undefined, nowUs);
      inspectMavlink(link, nowUs);
      // A good one behind anything is found, and at once.
      must(push(random.of(mavlinkPackets), nowUs), 'a packet behind noise is not found');
    },
  },
  msp: {
    samples: mspScreens,
    run(bytes, random) {
      const screen = new OsdScreen();
      let draws = 0;
      const parser = new MspFrameParser((frame) => {
        if (screen.take(frame) === 'drawn') draws++;
      });
      for (const piece of pieces(bytes, random)) parser.push(piece);
      const { cols, rows, lines } = screen.shown ?? { cols: 60, rows: 22, lines: [] };
      must(lines.length <= rows && lines.every((line) => line.length <= cols), 'a screen is larger than its grid');
      // The checksum is one byte: a false frame may swallow one good one, and no more.
      const before = draws;
      for (let n = 0; n < 3; n++) parser.push(MSP_DRAW);
      must(draws > before, 'a frame behind noise is not found');
    },
  },
  tlog: {
    samples: tlogs,
    run(bytes, random) {
      let [records, taken] = [0, 0];
      const reader = new TlogReader(({ packet }) => {
        records++;
        taken += 8 + packet.end - packet.start;
      });
      for (const piece of pieces(bytes, random)) reader.push(piece);
      // Whatever the file ends with, what is put behind it is read.
      const before = records;
      reader.push(tlogs[0]);
      reader.end();
      must(records - before >= mavlinkPackets.length, 'a record behind damage is not found');
      must(taken + reader.skippedBytes === bytes.length + tlogs[0].length, 'bytes are counted twice, or not at all');
    },
  },
  'offered-stream': {
    samples: [
      'rtsp://me:pw@10.0.0.5:8554/day',
      'pi://192.168.1.7:8000',
      'jpeg+ws://[fd00::7]:5000/ws/viewer/1?a=b',
    ].map((uri) => new TextEncoder().encode(uri)),
    run(bytes, random) {
      const uri = String.fromCharCode(...bytes.subarray(0, 200));
      const { place, url, why } = offeredStream({ component: 100, id: 1, name: uri, uri, type: random.below(256) });
      must(/^[\x20-\x7e]{0,320}$/.test(place), 'a place that cannot be read');
      must((url === undefined) === (why !== undefined), 'neither played nor told why');
    },
  },
  text: {
    samples: [
      json({ type: 'subscribe', vehicleId: '13800138000', channel: 1 }),
      new TextEncoder().encode('{"roll":NaN,"lat":31.2,"lon":121.4,"rc_channels":[1500,1500],"timestamp":1.5e9}'),
    ],
    run(bytes) {
      const text = textOf(bytes);
      readSubscribeRequest(text);
      const parsed = parseJsonWithNaN(text);
      if (!('value' in parsed)) return;
      readPiTelemetry(parsed.value);
      readTrueTelemetry(parsed.value);
      readCameraTrouble(parsed.value);
    },
  },
};
