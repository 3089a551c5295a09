import type { SourceCapabilities, SourceRow } from './source-row';

/** What is true of every stream of a source, as a stream's description tells it. */
export interface SourceFacts<Kind extends string> {
  readonly kind: Kind;
  /** Absent where it can no more than give pictures. */
  readonly can?: SourceCapabilities;
  readonly captureIsRelative?: true;
}

/** @param row of `SOURCES` */
export function factsOf<Kind extends string>(row: SourceRow & { readonly kind: Kind }): SourceFacts<Kind> {
  const { kind, can, captureIsRelative } = row;
  return {
    kind,
    ...(Object.keys(can).length > 0 && { can }),
    ...(captureIsRelative && { captureIsRelative }),
  };
}
