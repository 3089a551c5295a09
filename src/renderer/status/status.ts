/** What the viewer says of a vehicle's picture, so that each state can be told from every other. */
export type StatusKind =
  | 'disconnected'
  | 'noStation'
  | 'noVehicle'
  | 'connecting'
  | 'unreachable'
  | 'noData'
  | 'noPicture'
  | 'stale'
  /** The picture is one of the past, because somebody looks back. */
  | 'rewound'
  | 'live';

/** How much it matters. Shown by word and glyph as well as by colour. */
export type Severity = 'normal' | 'caution' | 'warning';

/** A message for people: what is the matter, and what to try. */
export interface Advice {
  readonly severity: Severity;
  readonly message: string;
  readonly tip: string;
}

export interface Status extends Advice {
  readonly kind: StatusKind;
}
