// not shown in this file: a file format
import type { TelemetryLine } from './lines';

/** The beginning of a GPX 1.1 file with one track. */
export function gpxHead(name: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="Groundglass" xmlns="http://www.topografix.com/GPX/1/1">
<trk><name>${escapeXml(name)}</name><trkseg>
`;
}

/** One point; empty where the place is unknown, or is the (0, 0) of a receiver without a fix. */
export function gpxPoint({ wall, values }: TelemetryLine): string {
  const { latitudeDeg: latitude, longitudeDeg: longitude, altitudeM, satellites, hdop } = values;
  if (latitude === undefined || longitude === undefined || !isPlace(latitude, longitude)) return '';
  const height = altitudeM === undefined ? '' : `<ele>${altitudeM.toFixed(2)}</ele>`;
  const count = satellites === undefined ? '' : `<sat>${satellites}</sat>`;
  const precision = hdop === undefined ? '' : `<hdop>${hdop}</hdop>`;
  const place = `lat="${latitude.toFixed(7)}" lon="${longitude.toFixed(7)}"`;
  return `<trkpt ${place}>${height}<time>${escapeXml(wall)}</time>${count}${precision}</trkpt>\n`;
}

export const GPX_TAIL = '</trkseg></trk></gpx>\n';

function isPlace(latitude: number, longitude: number): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude !== 0 || longitude !== 0);
}

/** Control characters are no characters of XML at all. */
function escapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be taken out.
  return text.replace(/[\u0000-\u001f]/g, ' ').replace(/[&<>"]/g, (letter) => entities[letter] ?? letter);
}
