import type { Speaker } from '#core/texts/speaker';
import type { Text } from '#core/texts/text';

/** What the viewer says of a vehicle's picture, so that each state can be told from every other. */
export type StatusKind =
  | 'disconnected'
  | 'noStation'
  | 'noVehicle'
  | 'connecting'
  | 'unreachable'
  | 'noData'
  /** Its sources give other things than video. */
  | 'noVideo'
  | 'noPicture'
  | 'stale'
  /** The picture is one of the past, because somebody looks back. */
  | 'rewound'
  | 'live';

/** How much it matters. Shown by word and glyph as well as by colour. */
export type Severity = 'normal' | 'caution' | 'warning';

/** What is the matter, how much it matters, and what to try. */
export interface Alert {
  readonly severity: Severity;
  readonly message: Text;
  readonly tip?: Text;
}

export interface Status extends Alert {
  readonly kind: StatusKind;
}

/** An alert in the page's words. They are equal while nothing that is seen changes, so that nothing is rendered again. */
export type Spoken<A extends Alert> = Omit<A, 'message' | 'tip'> & { readonly message: string; readonly tip: string };

export function spoken<A extends Alert>(alert: A, t: Speaker): Spoken<A> {
  return { ...alert, message: t(alert.message), tip: alert.tip ? t(alert.tip) : '' };
}
