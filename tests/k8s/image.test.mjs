import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../free-port.mjs';
import { emptyBase } from './registry.mjs';
import { root } from './manifests.mjs';

const folder = mkdtempSync(join(tmpdir(), 'telemed-image-'));
const sh = (tool, ...words) => execFileSync(tool, words, { encoding: 'utf8', maxBuffer: 64 << 20, stdio: ['ignore', 'pipe', 'inherit'] });
let config;

before(async () => {
  const base = await emptyBase();
  try {
    await new Promise((done, failed) => spawn('dotnet', ['publish', join(root, 'src/Telemed.Web'), '-c', 'Release', '-t:PublishContainer', '-v', 'q', '-o', join(folder, 'publish'),
      `-p:ContainerBaseImage=${base.name}/base:1`, `-p:ContainerArchiveOutputPath=${join(folder, 'telemed.tar.gz')}`, '-p:ContainerImageTag=test'],
    { stdio: 'inherit', env: { ...process.env, DOTNET_CONTAINER_INSECURE_REGISTRIES: base.name } }).on('exit', (code) => (code === 0 ? done() : failed(new Error(`publish ended with ${code}`)))));
  } finally {
    base.close();
  }
  sh('mkdir', join(folder, 'image'), join(folder, 'files'));
  sh('tar', 'xf', join(folder, 'telemed.tar.gz'), '-C', join(folder, 'image'));
  const [manifest] = JSON.parse(readFileSync(join(folder, 'image/manifest.json')));
  config = JSON.parse(readFileSync(join(folder, 'image', manifest.Config)));
  for (const layer of manifest.Layers) sh('tar', 'xf', join(folder, 'image', layer), '-C', join(folder, 'files'));
});

after(() => rmSync(folder, { recursive: true }));

test('the image is made without an engine, opens both doors and does not run as root', () => {
  assert.equal(config.config.User, '1654');
  assert.deepEqual(Object.keys(config.config.ExposedPorts).sort(), ['11112/tcp', '8080/tcp']);
  assert.deepEqual(config.config.Entrypoint, ['dotnet', '/app/Telemed.Web.dll']);
});

test('what lies in the image starts, becomes ready and shows the page', async () => {
  assert.ok(existsSync(join(folder, 'files/app/wwwroot/index.html')));
  const port = await freePort();
  const platform = spawn('dotnet', [join(folder, 'files/app/Telemed.Web.dll'), `--Urls=http://127.0.0.1:${port}`, `--Telemed:DataDirectory=${join(folder, 'data')}`, '--Dicom:Enabled=false'], { stdio: 'inherit' });
  try {
    const url = `http://127.0.0.1:${port}`;
    for (let i = 0; !(await fetch(`${url}/health/ready`).then((answer) => answer.ok, () => false)); i++) {
      assert.ok(i < 300 && platform.exitCode === null, 'it did not become ready');
      await setTimeout(200);
    }
    assert.match(await (await fetch(url)).text(), /<div id="root">/);
  } finally {
    const gone = new Promise((exit) => platform.on('exit', exit));
    platform.kill('SIGTERM');
    assert.equal(await gone, 0);
  }
});
