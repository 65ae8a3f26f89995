import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';

const digest = (bytes) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** A registry on loopback with one base image that holds nothing: the real base is out of reach where CI runs. */
export async function emptyBase() {
  const nothing = Buffer.alloc(1024);
  const layer = gzipSync(nothing);
  const config = Buffer.from(JSON.stringify({ architecture: 'amd64', os: 'linux', config: { Env: ['PATH=/usr/bin'] }, rootfs: { type: 'layers', diff_ids: [digest(nothing)] } }));
  const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';
  const manifest = Buffer.from(JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    config: { mediaType: 'application/vnd.docker.container.image.v1+json', digest: digest(config), size: config.length },
    layers: [{ mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip', digest: digest(layer), size: layer.length }],
  }));
  const blobs = new Map([[digest(config), config], [digest(layer), layer]]);
  const server = createServer((request, response) => {
    const [, kind, name] = /^\/v2\/base\/(manifests|blobs)\/(.+)$/.exec(request.url) ?? [];
    const body = kind === 'manifests' ? manifest : blobs.get(name);
    if (request.url === '/v2/') response.end('{}');
    else if (!body) response.writeHead(404).end('{}');
    else response.writeHead(200, { 'Content-Type': kind === 'manifests' ? manifestType : 'application/octet-stream', 'Content-Length': body.length, 'Docker-Content-Digest': digest(body) }).end(request.method === 'HEAD' ? undefined : body);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { name: `localhost:${server.address().port}`, close: () => server.close() };
}
