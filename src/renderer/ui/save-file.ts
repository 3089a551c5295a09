/** How long a browser may take to begin the download of a blob. */
const RELEASE_MS = 60_000;

/** Has the browser keep a file where it keeps downloads; Electron, in the folder for pictures or videos. */
export function saveFile(name: string, file: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), RELEASE_MS);
}
