import type { MavlinkLink } from '#core/protocols/mavlink/link';
import { nowUs } from '../../../clock';
import { type LineOptions, openLine } from '../../../serial/line';
import { detailOf, failureOf } from '../../failure';
import { feedOf, keyFailure } from '../../mavlink/feed-of';
import type { VehicleFeed } from '../../mavlink/vehicle-feed';
import type { SourceMaker } from '../../source';
import type { LinkEnd, LinkRun } from '../../supervisor';
import { LinksSource } from '../links-source';
import { SpeedWatch } from './speed-watch';

/** A vehicle sends a heartbeat each second. */
const SILENCE_TIMEOUT_MS = 10_000;

/** `mavlink+serial:///dev/ttyUSB0?baud=57600`: a telemetry radio, or an autopilot's own port, at this computer. */
export const mavlinkSerialSource: SourceMaker = {
  describe: ({ path, parameters }) => ({ video: '', telemetry: `serial ${path}, ${parameters.baud} baud` }),
  make(url, stream, context) {
    const line = { path: url.path, baud: url.parameters.baud ?? '', isOwners: context.isOwners };
    const telemetry = listen(line, feedOf(url, stream, context));
    return new LinksSource({ stream, log: context.log, links: { telemetry } });
  },
};

function listen(options: LineOptions, feed: VehicleFeed): LinkRun {
  const { path, baud } = options;
  return async (signal, events) => {
    let link: MavlinkLink;
    try {
      link = await feed.prepare();
    } catch (error) {
      return keyFailure(error);
    }
    const opened = await openLine(options);
    if (!('stream' in opened)) {
      feed.rest();
      return { ...opened, detail: detailOf(opened.detail) };
    }
    const { push, part } = link.open();
    const { stream: line } = opened;
    const watch = new SpeedWatch();
    return new Promise<LinkEnd>((resolve) => {
      let failure: LinkEnd = { cause: 'closed', detail: `${path} was unplugged` };
      const abort = () => line.destroy();
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
      events.opened();
      feed.showSenders(() => [{ address: `serial ${path}`, packets: part.packets, systems: [...part.systems] }]);
      // One that takes nothing, as a radio without power does, is sent nothing more.
      const stopSending = feed.keepSending((packet) => line.writableLength === 0 && line.write(packet));
      line.setTimeout(SILENCE_TIMEOUT_MS);
      line
        .on('data', (bytes) => {
          const us = nowUs();
          const isBelieved = push(bytes, us);
          if (isBelieved) events.data();
          // What is refused had a right checksum.
          if (!watch.take(bytes.length, isBelieved || Object.keys(link.refused).length > 0, us)) return;
          failure = { cause: 'wrong-speed', detail: `${path}: ${watch.bytes} bytes at ${baud} baud, and no packet` };
          line.destroy();
        })
        .on('timeout', () => {
          failure = { cause: 'silent', detail: `nothing from ${path} for ${SILENCE_TIMEOUT_MS / 1000} s` };
          line.destroy();
        })
        .on('error', (error) => {
          // EIO: its other end is gone.
          if (!('code' in error && error.code === 'EIO')) failure = failureOf(error, path);
        })
        .on('end', () => line.destroy())
        .on('close', () => {
          stopSending();
          feed.rest();
          signal.removeEventListener('abort', abort);
          resolve(failure);
        });
    });
  };
}
