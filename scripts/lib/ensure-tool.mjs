/**
 * @typedef {string | undefined | Promise<string | undefined>} Found
 * @typedef {{ path: string } | { reason: string }} Tool
 */

/**
 * The first way that yields a path. Ways are tried in order, and a later one, which may install something, only when
 * all before it found nothing.
 * @param {(() => Found)[]} ways
 * @param {string} reason one line that says what to install
 * @returns {Promise<Tool>}
 */
export async function firstFound(ways, reason) {
  for (const way of ways) {
    const path = await way();
    if (path !== undefined) return { path };
  }
  return { reason };
}
