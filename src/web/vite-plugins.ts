import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const compressible = /\.(js|css|html|svg|json|wasm)$/;
/** Below this a compressed copy saves less than its own request costs. */
const smallestWorthwhile = 1024;
/** The best compression takes seconds per megabyte: worth it for what the first page loads, the next best for the rest. */
const largestForBest = 450_000;

/** Leaves a `.br` and a `.gz` beside each text file of the build, so that the server never compresses at run time. */
export function precompress(): Plugin {
  let outDir = '';
  return {
    name: 'telemed:precompress',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle() {
      for (const entry of readdirSync(outDir, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !compressible.test(entry.name)) continue;
        const path = join(entry.parentPath, entry.name);
        const content = readFileSync(path);
        if (content.length < smallestWorthwhile) continue;
        const params = {
          [constants.BROTLI_PARAM_QUALITY]: content.length > largestForBest || entry.name.endsWith('.wasm') ? 9 : 11,
          [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
        };
        writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}
