// `npm start -- --host 192.168.1.100` is `groundglass --host 192.168.1.100` from a checkout.
import { startGroundglass } from './lib/start-groundglass.mjs';

await startGroundglass(process.argv.slice(2));
