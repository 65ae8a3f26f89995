// A port for a server that must be told its own, printed when run. Below those that the system hands to outgoing connections:
// of them, one that was free a moment ago may be somebody's connection by the time the server listens.
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

export const freePort = () =>
  new Promise((free) => {
    const port = 10_000 + Math.floor(Math.random() * 22_768);
    const probe = createServer()
      .on('error', () => free(freePort()))
      .listen(port, '127.0.0.1', () => probe.close(() => free(port)));
  });

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await freePort());
