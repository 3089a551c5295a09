/** How a line is drawn: told apart by its dashes as well as by its colour, and no colour of caution or warning. */
export interface LineStyle {
  readonly colour: string;
  /** Lengths of line and gap, px; empty: a whole line. */
  readonly dash: readonly number[];
}

export const LINE_STYLES = [
  { colour: '#7dffb2', dash: [] },
  { colour: '#6ecbff', dash: [7, 3] },
  { colour: '#e3b0ff', dash: [2, 3] },
  { colour: '#fff3c4', dash: [10, 3, 2, 3] },
  { colour: '#9fb4ff', dash: [14, 4] },
  { colour: '#ff9fd0', dash: [5, 2, 1, 2, 1, 2] },
] as const satisfies readonly LineStyle[];
