import type { IncomingMessage } from 'node:http';
import { JpegSplitter } from '#core/bitstream/jpeg/jpeg-splitter';
import { bestChallenge, type Challenge } from '#core/http/authentication';
import { formatEndpoint } from '#core/settings/endpoint';
import { hidePathSecrets } from '#core/settings/source-secrets';
import type { SourceUrl } from '#core/settings/source-url';
import type { Stream } from '../../../hub/stream';
import { authorise } from '../../../network/authorisation';
import { detailOf, httpFailure } from '../../failure';
import { Intake } from '../../intake/intake';
import type { SourceMaker } from '../../source';
import type { LinkEnd, LinkEvents, LinkRun } from '../../supervisor';
import { LinksSource } from '../links-source';
import { ask } from './ask';
import { placeOf, redirected, type Target, targetOf } from './target';

/** A live camera is never this long without a picture. */
const SILENCE_MS = 10_000;
const MAX_REDIRECTS = 3;

/** `mjpeg+http://host/path`: pictures in one answer of HTTP that does not end. */
export const mjpegSource: SourceMaker = {
  describe: ({ host, port, path }) => ({
    video: `${formatEndpoint({ address: host, port })}${hidePathSecrets(path)}`.slice(0, 300),
    telemetry: '',
  }),
  make(url, stream, { log }) {
    return new LinksSource({ stream, log, links: { video: mjpegVideo(url, stream) } });
  },
};

function mjpegVideo(source: SourceUrl, stream: Stream): LinkRun {
  const first = targetOf(source);
  const takesAnyCertificate = source.parameters.certificate === 'any';
  return async (signal, events) => {
    let target = first;
    let challenge: Challenge | undefined;
    for (let redirects = 0; ; ) {
      const where = placeOf(target);
      const { credentials } = target;
      const asked = credentials && { credentials, method: 'GET', uri: target.uri, count: 1 };
      const authorization = challenge && asked && authorise(challenge, asked);
      const answer = await ask({ target, authorization, takesAnyCertificate, signal });
      if ('cause' in answer) return answer;
      const { statusCode: status = 0, headers, headersDistinct } = answer;
      if (status === 200) return carry(answer, where, stream, signal, events);
      answer.destroy();
      if (status === 401) {
        const next = bestChallenge(headersDistinct['www-authenticate'] ?? []);
        const why = whyNot(next, challenge, asked !== undefined);
        if (why !== undefined) return { cause: 'unauthorised', detail: detailOf(`${where} ${why}`) };
        challenge = next;
      } else if (status >= 300 && status < 400 && headers.location !== undefined) {
        const next: Target | undefined =
          redirects++ < MAX_REDIRECTS ? redirected(headers.location, target, first) : undefined;
        if (!next) return { cause: 'protocol', detail: `${where} sends us elsewhere, where we do not follow` };
        target = next;
        challenge = undefined;
      } else return httpFailure(status, where);
    }
  };
}

/** Why a challenge is not answered; `undefined` where it is. */
function whyNot(next: Challenge | undefined, before: Challenge | undefined, isKnown: boolean): string | undefined {
  if (!isKnown) return 'asks for a user and a password';
  if (!next) return 'asks for a password in a way that is not known here';
  return before ? 'does not know this user and password' : undefined;
}

/** Takes the pictures out of an answer: each from its SOI to its EOI, whatever stands between them. */
function carry(
  answer: IncomingMessage,
  where: string,
  stream: Stream,
  signal: AbortSignal,
  events: LinkEvents,
): Promise<LinkEnd> {
  return new Promise((resolve) => {
    const intake = new Intake(stream, { codec: 'jpeg' });
    let pictures = 0;
    let end: LinkEnd | undefined;
    const silence = setTimeout(() => {
      end = { cause: 'silent', detail: `no picture from ${where} for ${SILENCE_MS / 1000} s` };
      answer.destroy();
    }, SILENCE_MS);
    const splitter = new JpegSplitter({
      onJpeg: (jpeg) => {
        if (intake.pushPicture(jpeg) !== undefined) return;
        pictures++;
        silence.refresh();
        events.data();
      },
      // What is no picture is a boundary, and headers.
      onFault: (fault) => fault === 'oversize' && stream.countFault(),
    });
    const abort = () => answer.destroy();
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    events.opened();
    answer
      .on('data', (chunk: Uint8Array) => splitter.push(chunk))
      .on('close', () => {
        clearTimeout(silence);
        signal.removeEventListener('abort', abort);
        resolve(end ?? endOf(answer, where, pictures));
      });
  });
}

function endOf(answer: IncomingMessage, where: string, pictures: number): LinkEnd {
  const type = answer.headers['content-type'] ?? 'nothing named';
  if (pictures === 0) return { cause: 'protocol', detail: detailOf(`${where} gives no JPEG picture, but ${type}`) };
  if (pictures === 1)
    return { cause: 'protocol', detail: `${where} gives one picture and ends: look up the path of its stream` };
  return { cause: 'closed', detail: `closed by ${where}` };
}
