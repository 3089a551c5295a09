import { readFile, stat } from 'node:fs/promises';
import { readVideoFormat, type VideoFormat } from '#core/protocols/rtp/description';
import { parseSdp } from '#core/protocols/rtp/sdp';
import { reasonOf } from '#core/reason-of';
import { formatEndpoint } from '#core/settings/endpoint';
import type { SourceUrl } from '#core/settings/source-url';
import type { Stream } from '../../../hub/stream';
import { detailOf } from '../../failure';
import { RtpFeed } from '../../rtp/rtp-feed';
import type { MakeContext, SourceMaker } from '../../source';
import type { LinkEnd, LinkRun } from '../../supervisor';
import { LinksSource } from '../links-source';
import { listen } from './sockets';

/** A description of one camera; a longer file is none. */
const MAX_SDP_BYTES = 64 * 1024;

/** `rtp://0.0.0.0:5600`: datagrams to a port of ours, or of a group. */
export const rtpSource: SourceMaker = {
  describe: ({ host, port }) => ({ video: `udp ${formatEndpoint({ address: host, port })}`, telemetry: '' }),
  make(url, stream, context) {
    return new LinksSource({ stream, log: context.log, links: { video: rtpVideo(url, stream, context) } });
  },
};

/** Listens until it is ended: a camera that is silent comes back to the same port. */
function rtpVideo(url: SourceUrl, stream: Stream, { showDamaged, log }: MakeContext): LinkRun {
  const { host, port, parameters } = url;
  return async (signal, events) => {
    const described = parameters.sdp ? await readDescription(parameters.sdp) : undefined;
    if (described && 'cause' in described) return described;
    const codec = parameters.codec === 'h264' || parameters.codec === 'h265' ? parameters.codec : undefined;
    const reorderUs = parameters.reorder ? Number(parameters.reorder) * 1000 : undefined;
    return listen({
      on: { address: host, port },
      from: parameters.from || undefined,
      signal,
      events,
      log: (line) => log.info(`${stream.info.id}: ${line}`),
      makeFeed: (dropped) => new RtpFeed(stream, { codec, ...described, reorderUs, showDamaged, dropped }),
    });
  };
}

/** @returns the format of the first video in it, or why there is none */
async function readDescription(file: string): Promise<VideoFormat | LinkEnd> {
  try {
    // A pipe would be waited for, and a long file fill the memory.
    const { size } = await stat(file).then((found) => (found.isFile() ? found : { size: Number.POSITIVE_INFINITY }));
    if (size > MAX_SDP_BYTES)
      return { cause: 'protocol', detail: detailOf(`${file} is no description: no file, or too long`) };
    const bytes = await readFile(file);
    const media = parseSdp(bytes.toString('utf8')).media.filter(({ kind }) => kind === 'video');
    const format = readVideoFormat(media.flatMap(({ formats }) => formats));
    if (format === 'interleaved')
      return { cause: 'protocol', detail: detailOf(`${file}: packetization-mode 2 is not read; use 0 or 1`) };
    return format ?? { cause: 'protocol', detail: detailOf(`${file} describes no H.264 and no H.265`) };
  } catch (error) {
    return { cause: 'error', detail: detailOf(reasonOf(error)) };
  }
}
