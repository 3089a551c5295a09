// `npm run demo`: a simulated vehicle, shown live. Needs nothing but Node.
import { startGroundglass } from './lib/start-groundglass.mjs';

await startGroundglass(['demo', ...process.argv.slice(2)]);
