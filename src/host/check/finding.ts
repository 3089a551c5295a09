import type { Text } from '#core/texts/text';

/** What a check found. */
export interface Finding {
  /** `bad`: there can be no video. `warning`: there can, and something is not as it should be. */
  readonly level: 'good' | 'warning' | 'bad';
  readonly message: Text;
  /** What a person can do, unless all is well. */
  readonly remedy?: Text;
}
