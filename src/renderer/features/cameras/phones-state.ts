import type { PhonesState } from '#contracts/phones';
import { defineState } from '../../viewer/service';

/** Where phones may come; `phones` is `undefined` where they may not, or where it is not for this viewer to know. */
export const phonesState = defineState<{ readonly phones: PhonesState | undefined }>({ phones: undefined });
