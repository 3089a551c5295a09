// The camera program of `own-host.mjs`: writes on standard output what a port of this machine sends.
import { connect } from 'node:net';

const socket = connect({ port: Number(process.argv[2]), host: '127.0.0.1', noDelay: true });
socket.on('error', () => process.exit(255)).on('close', () => process.exit(0));
socket.pipe(process.stdout);
