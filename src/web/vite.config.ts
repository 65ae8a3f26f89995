import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './vite-plugins.ts';

const backend = process.env.BACKEND ?? 'http://127.0.0.1:5080';
const inRepo = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const loaderLeaf = (name: string) => `@cornerstonejs/dicom-image-loader > ${name}`;

export default defineConfig({
  plugins: [react(), precompress()],
  resolve: {
    alias: {
      '@': inRepo('./src'),
      // vtk.js pulls Node's `events` through it; without the stub the production page stays white.
      xmlbuilder2: inRepo('./src/shims/xmlbuilder2.ts'),
    },
  },
  worker: { format: 'es' },
  optimizeDeps: {
    // Its `new Worker(new URL(...))` must stay relative to the real files, or the first image hangs without an error.
    exclude: ['@cornerstonejs/dicom-image-loader'],
    include: [
      'dicom-parser',
      ...[
        'pako',
        'uuid',
        '@cornerstonejs/codec-charls/decodewasmjs',
        '@cornerstonejs/codec-openjpeg/decodewasmjs',
        '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs',
        '@cornerstonejs/codec-openjph/wasmjs',
      ].map(loaderLeaf),
    ],
  },
  build: {
    outDir: process.env.OUT_DIR ?? '../Telemed.Web/wwwroot',
    emptyOutDir: true,
    target: 'es2022',
    manifest: 'manifest.json',
    chunkSizeWarningLimit: 3500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Never a group for Cornerstone: it would swallow the preload helper and load 4 MB at the start.
          // Nor one for antd: what only later pages use of it would load at the start.
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|scheduler|react-router|@tanstack|i18next|react-i18next)[\\/]/,
              priority: 30,
            },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    proxy: { '/api': backend, '/dicom-web': backend, '/hubs': { target: backend, ws: true } },
  },
});
