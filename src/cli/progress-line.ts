/** One line that is written over again and again on a terminal; elsewhere nothing. */
export interface ProgressLine {
  show(text: string): void;
  /** What follows begins on a line of its own. */
  end(): void;
}

export function progressLine(out: NodeJS.WriteStream): ProgressLine {
  let isOpen = false;
  return {
    show(text) {
      if (!out.isTTY) return;
      isOpen = true;
      out.write(`\r\u001b[K${text.slice(0, Math.max(20, out.columns - 1))}`);
    },
    end() {
      if (isOpen) out.write('\n');
      isOpen = false;
    },
  };
}

/** `[#####-----]  50%`. @param share 0..1 */
export function progressBar(share: number, width = 24): string {
  const done = Math.round(Math.min(1, Math.max(0, share)) * width);
  return `[${'#'.repeat(done)}${'-'.repeat(width - done)}] ${String(Math.floor(share * 100)).padStart(3)}%`;
}
