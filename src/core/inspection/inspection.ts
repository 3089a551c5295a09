import type { Text } from '../texts/text';

/** One fact of a link: `Key picture every: 2.0 s`. */
export interface InspectionRow {
  readonly label: Text;
  readonly value: Text;
}

/** What is known of one part of a link: its video, one vehicle on it. */
export interface InspectionSection {
  readonly title: Text;
  readonly rows: readonly InspectionRow[];
  /** What is wrong, and what to change at the vehicle; a sentence for each. */
  readonly advice: readonly Text[];
}

/** Of a section; the rest is left out. */
export const MAX_INSPECTION_ROWS = 100;
export const MAX_INSPECTION_SECTIONS = 40;
