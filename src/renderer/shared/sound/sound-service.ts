import { laterSound } from '../../sound/later-sound';
import { SoundBox } from '../../sound/sound-box';
import { pastOf } from '../../streams/shown';
import type { Service } from '../../viewer/viewer';

/** The sound of what is shown. */
export const soundBox: Service<SoundBox> = {
  create: (viewer) =>
    new SoundBox({
      send: (message) => viewer.send(message),
      clock: () => viewer.clock,
      codecs: laterSound(),
      shownOf: (number) => {
        const view = viewer.store.getState().views.find((one) => one.store.getState().stream?.number === number);
        const past = view && pastOf(view.store.getState());
        return { run: past?.run, rate: past?.rate ?? 1 };
      },
    }),
};
