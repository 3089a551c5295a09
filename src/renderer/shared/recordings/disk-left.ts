import type { Recordings } from '#contracts/recording';
import { type Text, text, verbatim } from '#core/texts/text';

/** Below this somebody has to do something. */
const LOW_S = 600;
const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;

export interface TimeLeft {
  /** `2 h 10 min left`. */
  readonly words: Text;
  /** It is time to do something. */
  readonly isLow: boolean;
}

/** How long the disk takes what is recorded now; `undefined` while nothing is recorded. */
export function timeLeft(disk: Recordings['disk']): TimeLeft | undefined {
  const seconds = disk?.secondsLeft;
  if (seconds === undefined) return undefined;
  return { words: text('disk.left', { time: formatLeft(seconds) }), isLow: seconds < LOW_S };
}

/** As exact as it can be known: the rate of a minute ago is not that of now. Never more than there is. */
export function formatLeft(seconds: number): Text {
  if (seconds < MINUTE_S) return text('disk.underMinute');
  const minutes = Math.floor(seconds / MINUTE_S);
  if (seconds < HOUR_S) return verbatim(`${seconds < 2 * LOW_S ? minutes : minutes - (minutes % 5)} min`);
  if (seconds < DAY_S) {
    const past = Math.floor((seconds % HOUR_S) / MINUTE_S / 10) * 10;
    const hours = `${Math.floor(seconds / HOUR_S)} h`;
    return verbatim(past === 0 || seconds > DAY_S / 2 ? hours : `${hours} ${past} min`);
  }
  const days = Math.floor(seconds / DAY_S);
  return days > 30 ? text('disk.moreThanMonth') : text('disk.days', { days });
}
