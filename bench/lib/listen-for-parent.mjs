/* Listens at an address of the network namespace that it was started in, and gives the server to the process that started it. */
import net from 'node:net';

const server = net.createServer().listen(0, process.argv[2], () => process.send?.('listening', server));
process.once('disconnect', () => process.exit(0));
