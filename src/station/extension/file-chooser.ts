/** How a person at the station's own screen chooses any file of its disk. No other viewer is given this. */
export interface FileChooser {
  /** Asks which files, and resolves with their paths. */
  choose(): Promise<readonly string[]>;
  /** Calls back with the paths of files that were chosen otherwise: dropped onto the window. Returns the unsubscribe. */
  onChosen(listener: (files: readonly string[]) => void): () => void;
}
