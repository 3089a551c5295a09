/**
 * Puts text on the clipboard, in answer to a press of the person's. Where the page has no clipboard (plain HTTP) or is denied it
 * (Electron denies all permissions), what is selected is copied the old way.
 *
 * @param selectable has the text as its value, and is left selected
 * @returns whether it was copied
 */
export async function copyText(selectable: HTMLTextAreaElement): Promise<boolean> {
  selectable.focus();
  selectable.select();
  try {
    await navigator.clipboard.writeText(selectable.value);
    return true;
  } catch {
    // Deprecated, and the only way without a permission.
    return document.execCommand('copy');
  }
}
