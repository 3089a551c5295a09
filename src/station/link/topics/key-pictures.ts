import type { PictureOwner } from '#contracts/key-picture';
import { keyPicturesTopic } from '#contracts/topics/key-pictures';
import { keyPictureOfFile } from '../../media-file/key-picture-of-file';
import type { KeyPicture } from '../../playback/key-picture';
import { LIBRARY } from '../../services/recorder/library';
import { KeyPictureQueue } from '../key-picture-queue';
import { linkTopicOf } from '../link-topic';

/** Gives a viewer small pictures of streams that it takes, and of recordings. */
export const keyPicturesHandler = linkTopicOf({
  contract: keyPicturesTopic,
  open({ station, port, subscriptions, tell }) {
    const find = async (of: PictureOwner, atUs: number): Promise<KeyPicture | undefined> => {
      if ('stream' in of) return subscriptions.get(of.stream)?.keyPicture(atUs);
      const entry = station.get(LIBRARY)?.get(of.recording);
      return entry && keyPictureOfFile(entry.file, entry.info.startedUs, atUs);
    };
    const queue = new KeyPictureQueue({ port, tell, find, isBusy: () => subscriptions.isBusy });
    return { answer: (ask) => queue.ask(ask), end: () => queue.close() };
  },
});
