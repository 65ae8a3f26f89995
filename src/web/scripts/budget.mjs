// Holds the sizes that a slow line has to carry. Reads the build's manifest; run after `npm run build`.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const outDir = resolve(import.meta.dirname, '..', process.env.OUT_DIR ?? '../Telemed.Web/wwwroot');
const manifest = JSON.parse(readFileSync(join(outDir, 'manifest.json'), 'utf8'));
const kB = 1000;

const sizeOf = (file) => {
  const path = join(outDir, file);
  return statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size;
};

/** Every file that the browser fetches when it asks for this chunk, without following dynamic imports. */
function filesOf(key, seen = new Set()) {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const css of chunk.css ?? []) seen.add(css);
  for (const next of chunk.imports ?? []) filesOf(next, seen);
  return seen;
}

const sum = (files) => [...files].reduce((total, file) => total + sizeOf(file), 0);
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const start = filesOf(entry);
const extra = (part) => {
  const key = Object.keys(manifest).find((k) => k.includes(part));
  if (!key) throw new Error(`No chunk for ${part}: was it renamed?`);
  return [...filesOf(key)].filter((file) => !start.has(file));
};

const rows = [
  ['start', sum(start), 400 * kB],
  ['viewer', sum(extra('features/imaging/components/viewer.tsx')), 1000 * kB],
  ['board', sum(extra('app/routes/board-route.tsx')), 40 * kB],
  ['charts', sum(extra('features/board/components/board-charts.tsx')), 190 * kB],
  ['flow map', sum(extra('features/indicators/components/flow-chart.tsx')), 200 * kB],
  ['figures', sum(extra('features/indicators/pages/overview-page.tsx')), 60 * kB],
  ['order', sum(extra('app/routes/recognition-route.tsx')), 90 * kB],
  ['results', sum(extra('app/routes/patient-route.tsx')), 90 * kB],
  ['monitor', sum(extra('features/recognition/pages/board-page.tsx')), 60 * kB],
  ['call', sum(extra('features/live-session/components/call-place.tsx')), 30 * kB],
  ['live hub', sum(extra('shared/live/hub-client.ts')), 30 * kB],
];

let failed = false;
for (const [name, size, limit] of rows) {
  const over = size > limit;
  failed ||= over;
  console.log(`${over ? 'OVER ' : 'ok   '} ${name.padEnd(9)} ${(size / kB).toFixed(1).padStart(7)} kB of ${limit / kB} kB (brotli)`);
}

const onDemand = [...start].filter(
  (file) => /cornerstone|\.wasm$|echarts/i.test(readFileSync(join(outDir, file), 'utf8').slice(0, 400_000)) && /viewer|charts/.test(file),
);
const wasmAtStart = [...start].filter((file) => file.endsWith('.wasm'));
if (onDemand.length || wasmAtStart.length) {
  failed = true;
  console.log(`OVER  loaded at the start but belongs on demand: ${[...onDemand, ...wasmAtStart].join(', ')}`);
}
const wasm = readdirSync(join(outDir, 'assets')).filter((file) => file.endsWith('.wasm'));
console.log(
  `ok    ${wasm.length} decoders on demand, largest ${(Math.max(0, ...wasm.map((file) => sizeOf(`assets/${file}`))) / kB).toFixed(1)} kB`,
);
process.exit(failed ? 1 : 0);
