import { z } from 'zod';
import { keyPictureAskShape, noKeyPictureShape } from '../key-picture';
import { defineTopic } from './define-topic';

/** Small pictures of a moment; see `../key-picture.ts`. */
export const keyPicturesTopic = defineTopic({
  name: 'key-pictures',
  asks: [z.object({ type: z.literal('key-picture'), ...keyPictureAskShape })],
  tells: [
    /** Answers where there is none; else a binary message does. */
    z.object({ type: z.literal('no-key-picture'), ...noKeyPictureShape }),
  ],
});
