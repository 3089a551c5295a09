import encodeQR from 'qr';

const QUIET_ZONE = 2;
const RESET = '\x1b[0m';

/** A QR code for a terminal: two modules a character, black on white whatever the terminal's own colours are. */
export function qrCode(text: string): string {
  const rows = encodeQR(text, 'raw', { border: QUIET_ZONE });
  const lines: string[] = [];
  for (let row = 0; row < rows.length; row += 2) {
    const [upper = [], lower = []] = [rows[row], rows[row + 1]];
    lines.push(`\x1b[30;107m${upper.map((dark, column) => half(dark, lower[column] ?? false)).join('')}${RESET}`);
  }
  return lines.join('\n');
}

function half(upper: boolean, lower: boolean): string {
  if (upper) return lower ? '█' : '▀';
  return lower ? '▄' : ' ';
}
