/** How long a channel waits for what, in ms. */
export interface ChannelTimes {
  /** From the last watcher's going to pausing, and to closing: a page that is reloaded is soon back. */
  readonly pauseMs: number;
  readonly closeMs: number;
  /** For the first packet, and for the next one. */
  readonly silentMs: number;
  /** Between two reports of loss: the standard's server promises one every 30 s. */
  readonly lossReportMs: number;
  /** Between two looks at how large the channel is shown. */
  readonly lookMs: number;
}

export const CHANNEL_TIMES: ChannelTimes = {
  pauseMs: 1500,
  closeMs: 10_000,
  silentMs: 10_000,
  lossReportMs: 30_000,
  lookMs: 500,
};
