import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isThere, root } from './paths.mjs';

/** Debian's name of an architecture. */
const debianArch = () =>
  ({ x64: 'amd64', arm: 'armhf', ia32: 'i386' })[/** @type {string} */ (process.arch)] ?? process.arch;

const sizes = [16, 24, 32, 48, 64, 128, 256, 512];

/**
 * A Debian package of an unpacked application, by Debian's own `dpkg-deb` and `fakeroot`. Its `chrome-sandbox` is set-uid
 * root, so that Electron's sandbox works where user namespaces are restricted.
 * @param {string} folder the unpacked application
 * @param {{ quick: boolean }} options xz takes two minutes on two cores, gzip a few seconds
 * @returns {Promise<string>} the package's path
 */
export async function makeDeb(folder, { quick }) {
  const { default: installer } = await import('electron-installer-debian');
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const arch = debianArch();
  // Both programs write their modes through it: a stricter mask makes files that users cannot read.
  process.umask(0o022);
  await installer({
    src: folder,
    dest: join(root, 'dist'),
    arch,
    name: manifest.name,
    bin: manifest.name,
    productName: manifest.productName,
    genericName: 'Ground station',
    version: manifest.version,
    homepage: manifest.homepage,
    maintainer: manifest.author,
    description: 'Live video and instruments of a vehicle',
    productDescription: manifest.description,
    section: 'video',
    categories: ['AudioVideo', 'Video', 'Network'],
    depends: ['libasound2 | libasound2t64', 'libgbm1'],
    icon: Object.fromEntries(
      sizes.map((size) => [`${size}x${size}`, join(root, `resources/icons/${size}x${size}.png`)]),
    ),
    desktopTemplate: join(root, 'resources/packaging/groundglass.desktop.ejs'),
    compression: quick ? 'gzip' : 'xz',
  });
  const file = join(root, 'dist', `${manifest.name}_${manifest.version}_${arch}.deb`);
  if (!isThere(file)) throw new Error(`${file} was not made`);
  return file;
}
