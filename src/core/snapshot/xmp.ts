// not shown in this file: a file format
import type { SnapshotFacts } from './facts';

/**
 * XMP of a snapshot (ISO 16684-1): what Exif has no field for, the attitude above all, under the names that
 * photogrammetry reads (`Camera:Roll`, Pix4D's) and that drones write (`drone-dji:RelativeAltitude`).
 */
export function xmpOf({ takenMs, stream, software, telemetry = {} }: SnapshotFacts): string {
  const { rollDeg, pitchDeg, yawDeg, headingDeg, altitudeM } = telemetry;
  const properties: Readonly<Record<string, string | number | undefined>> = {
    'xmp:CreateDate': new Date(takenMs).toISOString(),
    'xmp:CreatorTool': software,
    'dc:source': stream,
    'Camera:Roll': rollDeg,
    'Camera:Pitch': pitchDeg,
    'Camera:Yaw': yawDeg ?? headingDeg,
    'drone-dji:RelativeAltitude': altitudeM,
  };
  const attributes = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `   ${name}="${escaped(typeof value === 'number' ? rounded(value) : String(value))}"`);
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
   xmlns:xmp="http://ns.adobe.com/xap/1.0/"
   xmlns:dc="http://purl.org/dc/elements/1.1/"
   xmlns:Camera="http://pix4d.com/camera/1.0/"
   xmlns:drone-dji="http://www.dji.com/drone-dji/1.0/"
${attributes.join('\n')}/>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`;
}

function rounded(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as an attribute. Control characters are none of XML's. */
function escaped(text: string): string {
  return text.replace(/\p{Cc}/gu, '').replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);
}
