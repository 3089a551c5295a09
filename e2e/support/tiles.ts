/**
 * The accessible name of a wall's tile that gives pictures. A wall on a machine that is busy with other things is given key
 * pictures only, and says so: which of the two it is belongs to tests of just that.
 *
 * @param name the stream's
 */
export function givesPictures(name: string): RegExp {
  return new RegExp(`^${name}, (Live|Key pictures only)$`);
}
