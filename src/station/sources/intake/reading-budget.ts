import { ReadingBudget } from '#core/bitstream/picture-checks';

/** One camera of 1080p at 8 Mbit/s, whose every picture comes with the next one's start code: a fifth of a core. */
export const READING_BUDGET = new ReadingBudget(1_000_000);
