import { type Geometry, parseGeometry } from '#core/settings/geometry';

/**
 * How the viewer presents itself, handed over in its page's query, since it is needed before the link stands:
 * `?overlay=off&stage=640x480+0+0`.
 */
export interface Presentation {
  readonly overlay: boolean;
  /** Where the picture stands on the screen, for a shell whose window fills it; absent: it fills the window. */
  readonly stage?: Geometry;
}

/** Writes the query of what every shell needs, with its question mark; empty where there is nothing to say. */
export function presentationQuery({ overlay }: Presentation): string {
  return overlay ? '' : '?overlay=off';
}

/**
 * Reads the query's parameters; what makes no sense counts as absent.
 *
 * @param parameters name → value, percent-decoded. A bare `+` in a query decodes to a space.
 */
export function readPresentation(parameters: Readonly<Record<string, string>>): Presentation {
  const stage = parseGeometry((parameters.stage ?? '').replaceAll(' ', '+'));
  return { overlay: parameters.overlay !== 'off', ...(stage && { stage }) };
}
