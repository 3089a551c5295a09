import type { SourceScheme } from '#core/settings/source-table';
import { jpegSource } from './dial/jpeg-ws/source';
import { mavlinkSerialSource } from './dial/mavlink-serial/source';
import { mavlinkTcpSource } from './dial/mavlink-tcp/source';
import { mavlinkUdpSource } from './dial/mavlink-udp/source';
import { mavlinkWsSource, mavlinkWssSource } from './dial/mavlink-ws/source';
import { mjpegSource } from './dial/mjpeg-http/source';
import { mpegtsTcpSource } from './dial/mpegts-tcp/source';
import { mpegtsUdpSource } from './dial/mpegts-udp/source';
import { mspUdpSource } from './dial/msp-udp/source';
import { piSource } from './dial/pi/source';
import { piWebSocketSource } from './dial/pi-ws/source';
import { rtpSource } from './dial/rtp/source';
import { rtspSource } from './dial/rtsp/source';
import { subscribeSource } from './dial/subscribe-ws/source';
import type { SourceMaker } from './source';

/** Makes every source that is dialled, by the scheme of its URL. `SOURCES` says how the URLs read. */
export const SOURCE_MAKERS: Readonly<Record<SourceScheme, SourceMaker>> = {
  pi: piSource,
  'mavlink+udp': mavlinkUdpSource,
  'mavlink+tcp': mavlinkTcpSource,
  'mavlink+serial': mavlinkSerialSource,
  rtp: rtpSource,
  rtsp: rtspSource,
  rtsps: rtspSource,
  'mpegts+udp': mpegtsUdpSource,
  'mpegts+tcp': mpegtsTcpSource,
  'mjpeg+http': mjpegSource,
  'mjpeg+https': mjpegSource,
  'msp+udp': mspUdpSource,
  'mavlink+ws': mavlinkWsSource,
  'mavlink+wss': mavlinkWssSource,
  'pi+ws': piWebSocketSource,
  'jpeg+ws': jpegSource,
  'subscribe+ws': subscribeSource,
};
