import { createHash, randomBytes } from 'node:crypto';
import { authorisationOf, type Challenge, type Credentials } from '#core/http/authentication';

/** What is asked for, and who asks. */
export interface Asked {
  readonly credentials: Credentials;
  readonly method: string;
  /** As it stands in the request. */
  readonly uri: string;
  /** How often the challenge was answered, from 1 on. */
  readonly count: number;
}

/** The value of `Authorization` that answers a challenge, in HTTP and RTSP. */
export function authorise(challenge: Challenge, asked: Asked): string {
  return authorisationOf(challenge, {
    ...{ ...asked, cnonce: randomBytes(8).toString('hex') },
    hash: (algorithm, text) =>
      createHash(algorithm === 'md5' ? 'md5' : 'sha256')
        .update(text)
        .digest('hex'),
    base64: (text) => Buffer.from(text).toString('base64'),
  });
}
