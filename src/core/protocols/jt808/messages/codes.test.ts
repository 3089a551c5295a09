import { expect, it } from 'vitest';
import { hexOf } from '../fixtures/read-fixtures';
import { type Jt808Message, writeBody } from '../messages';
import { RESULTS } from './general';
import { CLOSE_TYPES, LIVE_COMMANDS, LIVE_DATA_TYPES, STREAM_TYPES } from './live';
import { PLAYBACK_COMMANDS, PLAYBACK_MODES, playbackRate } from './playback';
import { MEDIA_TYPES } from './recordings';

const address = { ip: '10.0.0.1', tcpPort: 7611, udpPort: 6611, channel: 3 };
const [startTime, endTime, ANY] = ['261121120000', '261121123000', '000000000000'];

const ORDERS: readonly (readonly [string, Jt808Message, string])[] = [
  [
    'a refusal',
    { kind: 'terminalResponse', body: { responseSerial: 5, responseId: 0x9101, result: RESULTS.unsupported } },
    '0005 9101 03',
  ],
  [
    'send the sub stream of channel 3, picture and sound',
    {
      kind: 'liveRequest',
      body: { ...address, dataType: LIVE_DATA_TYPES.audioAndVideo, streamType: STREAM_TYPES.sub },
    },
    '08 31302e302e302e31 1dbb 19d3 03 00 01',
  ],
  [
    'close the video',
    {
      kind: 'liveControl',
      body: { channel: 3, command: LIVE_COMMANDS.close, closeType: CLOSE_TYPES.video, streamType: STREAM_TYPES.main },
    },
    '03 00 02 00',
  ],
  ['a loss of 1 %', { kind: 'liveStatus', body: { channel: 3, packetLossRate: 1 } }, '03 01'],
  [
    'play fast',
    {
      kind: 'playbackRequest',
      body: {
        ...address,
        mediaType: MEDIA_TYPES.video,
        streamType: 1,
        memoryType: 0,
        playbackMode: PLAYBACK_MODES.fastForward,
        speed: 3,
        startTime,
        endTime: ANY,
      },
    },
    '08 31302e302e302e31 1dbb 19d3 03 02 01 00 01 03 261121120000 000000000000',
  ],
  [
    'go to',
    { kind: 'playbackControl', body: { channel: 3, command: PLAYBACK_COMMANDS.seek, speed: 0, position: endTime } },
    '03 05 00 261121123000',
  ],
];

it.each(ORDERS)('%s', (_, message, hex) => {
  expect(hexOf(writeBody(message, 2013))).toBe(hex.replaceAll(' ', ''));
});

it('a code of speed is a power of two', () => {
  expect([0, 1, 2, 3, 4, 5, 6].map(playbackRate)).toEqual([1, 1, 2, 4, 8, 16, 1]);
});
