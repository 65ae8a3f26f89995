import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { faults, objects, render, root } from './manifests.mjs';

const approved = (overlay) => join(root, 'tests/k8s/approved', `${overlay}.yaml`);

for (const overlay of readdirSync(join(root, 'k8s/overlays'))) {
  test(`${overlay}: nothing against the published schemas`, async () => assert.deepEqual(await faults(objects(render(overlay))), []));

  test(`${overlay}: comes to what was approved`, () => {
    const rendered = render(overlay);
    if (process.env.TELEMED_APPROVE) writeFileSync(approved(overlay), rendered);
    assert.equal(rendered, readFileSync(approved(overlay), 'utf8'));
  });

  test(`${overlay}: runs without rights it does not need`, () => {
    const pods = objects(render(overlay)).map((one) => one.spec?.template?.spec).filter(Boolean);
    assert.ok(pods.length > 0);
    for (const pod of pods) {
      assert.equal(pod.securityContext.runAsNonRoot, true);
      for (const container of pod.containers) {
        assert.deepEqual(container.securityContext, { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true });
        assert.ok(container.resources.requests.cpu && container.resources.requests.memory && container.resources.limits.memory);
        assert.match(container.image, /:\d/);
        for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) assert.ok(container[probe], probe);
      }
    }
  });

  test(`${overlay}: no secret lies in the manifests`, () => assert.ok(objects(render(overlay)).every((one) => one.kind !== 'Secret')));
}

const planted = (change) => {
  const all = objects(render('hospital'));
  change(all.find((one) => one.kind === 'StatefulSet').spec);
  return faults(all);
};

test('a wrong type is found', async () => assert.notDeepEqual(await planted((spec) => { spec.replicas = 'two'; }), []));

test('an unknown member is found', async () => assert.notDeepEqual(await planted((spec) => { spec.replicaz = 2; }), []));

/** Names as a collector gives them to Prometheus: dots become underscores, units and kinds are appended. */
function exported() {
  const files = ['src/Telemed.Kernel/Telemetry.cs', 'src/Telemed.Web/Hosting/Observing.cs', 'dicom/Telemed.Dicom.Dimse/Services/DimseMeasures.cs'];
  const made = files.flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/Create(\w+)(?:<\w+>)?\("([\w.]+)"(?:, \(\) => [^,]+)?, "([^"]+)"/g)]);
  const own = made.map(([, kind, name, unit]) => {
    const units = { s: '_seconds', By: '_bytes' };
    const base = name.replaceAll('.', '_') + (units[unit] ?? '');
    return /Counter$/.test(kind) && !kind.startsWith('UpDown') ? `${base}_total` : base;
  });
  const framework = ['http_server_request_duration_seconds', 'kestrel_active_connections', 'signalr_server_active_connections', 'dotnet_process_cpu_time_seconds_total', 'dotnet_process_memory_working_set_bytes'];
  return new Set([...own, ...framework]);
}

test('the dashboard asks for nothing that the platform does not send, and leaves out nothing of its own', () => {
  const dashboard = readFileSync(join(root, 'k8s/observability/grafana-dashboard.json'), 'utf8');
  JSON.parse(dashboard);
  const asked = new Set([...dashboard.matchAll(/\b((?:telemed|http|kestrel|signalr|dotnet)_[a-z_]+?)(?:_bucket|_count)?(?=\{|,|\[)/g)].map(([, name]) => name));
  const sent = exported();
  assert.ok(sent.size > 10);
  assert.deepEqual([...asked].filter((name) => !sent.has(name)), []);
  assert.deepEqual([...sent].filter((name) => !asked.has(name)), []);
});
