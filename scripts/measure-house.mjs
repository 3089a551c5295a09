// `npx depcruise --config .dependency-cruiser.cjs --output-type json src | node scripts/measure-house.mjs`: the figures of
// a tree that docs/decisions/0013-the-house-before-and-after.md compares. Run it in the tree that is measured.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @type {{ modules: { source: string, dependencies: { resolved: string }[] }[] }} */
const graph = JSON.parse(readFileSync(0, 'utf8'));
/** Layers whose folders have an order; folders that stand beside each other in one count each for itself. */
const LAYERS = ['core', 'station', 'renderer'];
const APART = /^(features|shared|services)$/;

for (const layer of LAYERS) {
  const arrows = arrowsOf(layer);
  const all = [...arrows.values()].reduce((sum, { size }) => sum + size, 0);
  console.log(
    `${layer}: ${all} arrows between ${arrows.size} folders, ${fewestUpward(arrows)} upward in the best order`,
  );
}
console.log(`src: ${sizes('src', (file) => !isTest(file))}`);
console.log(`tests: ${sizes('src', isTest)}; e2e: ${sizes('e2e', () => true)}`);

/** @param {string} layer of which folder which others are imported, tests left out */
function arrowsOf(layer) {
  /** @type {Map<string, Set<string>>} */
  const arrows = new Map();
  for (const { source, dependencies } of graph.modules) {
    const from = partOf(source, layer);
    if (from === undefined || isTest(source)) continue;
    const to = arrows.get(from) ?? new Set();
    arrows.set(from, to);
    for (const { resolved } of dependencies) {
      const part = partOf(resolved, layer);
      if (part !== undefined && part !== from) to.add(part);
    }
  }
  return arrows;
}

/** @param {string} file @param {string} layer @returns {string | undefined} a file in the layer itself counts as a folder */
function partOf(file, layer) {
  const [src, name, folder = '', inner = '', ...rest] = file.split('/');
  if (src !== 'src' || name !== layer) return undefined;
  if (inner === '') return folder;
  return APART.test(folder) && rest.length > 0 ? `${folder}/${inner}` : folder;
}

/**
 * How many arrows run upward, however the folders are ordered: the smallest number that moving folders one by one finds.
 *
 * @param {Map<string, Set<string>>} arrows
 */
function fewestUpward(arrows) {
  const upward = (/** @type {string[]} */ order) => {
    const at = new Map(order.map((part, index) => [part, index]));
    let count = 0;
    for (const [from, all] of arrows) for (const to of all) if ((at.get(to) ?? 0) < (at.get(from) ?? 0)) count++;
    return count;
  };
  let best = fromTheTop(arrows);
  for (let isBetter = true; isBetter; ) {
    isBetter = false;
    for (const part of [...best]) {
      const others = best.filter((one) => one !== part);
      for (let at = 0; at <= others.length; at++) {
        const order = [...others.slice(0, at), part, ...others.slice(at)];
        if (upward(order) >= upward(best)) continue;
        best = order;
        isBetter = true;
      }
    }
  }
  return upward(best);
}

/** Each folder before those that it imports, where no circle forbids it. @param {Map<string, Set<string>>} arrows */
function fromTheTop(arrows) {
  /** @type {Set<string>} */
  const seen = new Set();
  /** @type {string[]} */
  const order = [];
  const visit = (/** @type {string} */ part) => {
    if (seen.has(part)) return;
    seen.add(part);
    for (const to of arrows.get(part) ?? []) visit(to);
    order.unshift(part);
  };
  for (const part of arrows.keys()) visit(part);
  return order;
}

/** @param {string} folder @param {(file: string) => boolean} isMeant */
function sizes(folder, isMeant) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  const lines = files
    .filter((file) => isMeant(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').split('\n').length - 1)
    .sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => lines[Math.floor((lines.length - 1) * share)];
  const total = lines.reduce((sum, count) => sum + count, 0);
  return `${lines.length} files, ${total} lines, median ${at(0.5)}, p90 ${at(0.9)}, longest ${at(1)}`;
}

/** @param {string} file */
function isTest(file) {
  return /\.test\.tsx?$|(^|\/)fixtures\//.test(file);
}
