// The floors of the viewer (src/renderer), from the top down: each may import those below it, and none above.
// .dependency-cruiser.cjs makes its rules of this table; `upwardArrows` counts what breaks it.

/** Folders of one row stand beside each other, and do not know each other. */
export const FLOORS = [
  ['app', 'phone'],
  ['features'],
  ['shared'],
  ['viewer'],
  ['streams'],
  ['sound'],
  ['player', 'instruments', 'link'],
  ['ui'],
];

/** Folders whose own folders stand beside each other: no feature imports another. */
export const APART = ['features', 'shared'];

/**
 * One arrow for each pair of parts of which one imports the other, and those of them that run upward or between parts that
 * stand beside each other. A part is a folder of the viewer, and each feature one of its own.
 *
 * @param {readonly { from: string, to: string }[]} imports paths below src/renderer: `ui/Button.tsx`
 * @returns {{ arrows: string[], upward: string[] }}
 */
export function upwardArrows(imports) {
  const arrows = new Set();
  const upward = new Set();
  for (const { from, to } of imports) {
    const [a, b] = [partOf(from), partOf(to)];
    if (a === b) continue;
    const arrow = `${a} → ${b}`;
    arrows.add(arrow);
    if (floorOf(b) <= floorOf(a)) upward.add(arrow);
  }
  return { arrows: [...arrows].sort(), upward: [...upward].sort() };
}

/** @param {string} path */
function partOf(path) {
  const [folder = '', inner = ''] = path.split('/');
  return APART.includes(folder) ? `${folder}/${inner}` : folder;
}

/** From the top; a folder that the table does not have is above all. @param {string} part */
function floorOf(part) {
  return FLOORS.findIndex((floor) => floor.includes(part.split('/')[0] ?? ''));
}
