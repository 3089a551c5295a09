/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [link] a folder of this repository
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, { optional?: boolean }>} [peerDependenciesMeta]
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lockfile
 */

/**
 * The place that Node would load a package from, as the lockfile has it.
 * @param {Record<string, LockedPackage>} packages
 * @param {string} from place of the package that asks
 * @param {string} name
 */
function resolve(packages, from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (packages[place] !== undefined) return packages[place];
    if (at === '') return undefined;
  }
}

/** @param {LockedPackage} locked */
function needs({ dependencies, devDependencies, optionalDependencies, peerDependencies, peerDependenciesMeta }) {
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta?.[name]?.optional);
  return [
    ...new Set(
      [dependencies, devDependencies, optionalDependencies].flatMap((all) => Object.keys(all ?? {})).concat(peers),
    ),
  ];
}

/**
 * What a lockfile lacks: each package that another needs, optional ones of other platforms too, must be in it with its
 * version and its hash. npm leaves out those of other platforms when it makes a lockfile from an installed folder, and
 * `npm ci` then fails on every machine.
 * @param {Lockfile} lock
 * @returns {string[]} one line for each
 */
export function lockfileFaults({ packages = {} }) {
  return Object.entries(packages).flatMap(([place, locked]) =>
    needs(locked).flatMap((name) => {
      const found = resolve(packages, place, name);
      const who = place === '' ? 'package.json' : place;
      if (found === undefined) return [`${who} needs ${name}, which is not in the lockfile`];
      if (found.link || (found.version && found.integrity)) return [];
      return [`${who} needs ${name}, which is in the lockfile without its version or hash`];
    }),
  );
}
