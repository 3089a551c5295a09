import { z } from 'zod';
import { defineTopic } from './define-topic';

/** What goes into a bug report. */
export const diagnosticsTopic = defineTopic({
  name: 'diagnostics',
  asks: [z.object({ type: z.literal('diagnostics') })],
  tells: [
    /** Answers `diagnostics`: plain text without secrets; absent where this viewer may not see the settings. */
    z.object({ type: z.literal('diagnostics'), report: z.string().max(100_000).optional() }),
  ],
});
