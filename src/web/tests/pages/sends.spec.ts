import { expect, type Page, test } from '@playwright/test';
import { RecordedHub } from './hub';
import { answerFromRecords } from './server';

const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

const send = {
  id: 's1',
  destination: 'peer:county',
  destinationName: '石门县人民医院平台',
  kind: 'platform',
  study: '1.2.826.0.1.3680043.8.498.1',
  institutionId: 'i-town',
  state: 'sending',
  priority: 'emergency',
  cause: 'asked',
  sent: 120,
  refused: 0,
  total: 240,
  bytes: 64_000_000,
  totalBytes: 128_000_000,
  rate: 410_000,
  createdAt: at(-4),
  actions: ['pause', 'cancel'],
  label: { patientName: '李春生', description: '胸部 CT 平扫', studyDate: '20261121', modalities: ['CT'] },
};

const others = [
  {
    ...send,
    id: 's2',
    destination: 'ae:COUNTY_PACS',
    destinationName: 'COUNTY_PACS',
    kind: 'dimse',
    state: 'waiting',
    priority: 'normal',
    cause: 'rule',
    sent: 3,
    total: 18,
    bytes: 1_600_000,
    totalBytes: 9_400_000,
    rate: 0,
    nextAttemptAt: at(2),
    lastError: { code: 'unreachable', zh: '目的地无法连接', en: 'The destination cannot be reached' },
    actions: ['pause', 'cancel', 'retry'],
    label: { patientName: '王桂芳', description: '左膝正侧位', studyDate: '20261120', modalities: ['DX'] },
  },
  {
    ...send,
    id: 's3',
    state: 'done',
    priority: 'low',
    cause: 'prefetch',
    sent: 240,
    bytes: 128_000_000,
    rate: 0,
    finishedAt: at(-1),
    actions: [],
  },
];

const arrivals = [
  {
    studyInstanceUid: '2.25.1',
    peer: 'village',
    senderId: 'i-village',
    receiverId: 'i-town',
    expected: 60,
    received: 21,
    expectedBytes: 31_000_000,
    receivedBytes: 10_900_000,
    complete: false,
    startedAt: at(-9),
    lastAt: at(0),
    label: { patientName: '赵大山', description: '头颅 CT', studyDate: '20261122', modalities: ['CT'] },
  },
];

const links = [
  {
    destination: 'peer:county',
    name: '石门县人民医院平台',
    kind: 'platform',
    rttMs: 182.4,
    bytesPerSecond: 405_000,
    bytes: 231_000_000,
    successes: 40,
    failures: 11,
    lastSuccessAt: at(0),
    state: 'up',
  },
  {
    destination: 'ae:COUNTY_PACS',
    name: 'COUNTY_PACS',
    kind: 'dimse',
    bytes: 0,
    successes: 0,
    failures: 6,
    lastFailureAt: at(-1),
    lastError: { code: 'unreachable', zh: '目的地无法连接', en: '' },
    state: 'down',
  },
];

async function open(page: Page) {
  const hub = new RecordedHub();
  await hub.attach(page);
  await answerFromRecords(page, { user: 'township' });
  const now = { items: [send, ...others] as (typeof send)[] };
  const posted: { path: string; body: unknown }[] = [];
  await page.route(/\/api\/v1\/imaging\/sends(\?|$)/, (route) => {
    if (route.request().method() === 'GET') return route.fulfill({ json: { items: now.items, next: null } });
    posted.push({ path: 'sends', body: route.request().postDataJSON() });
    return route.fulfill({ status: 201, json: send });
  });
  await page.route(/\/api\/v1\/imaging\/sends\/[^/]+\/actions\//, (route) => {
    posted.push({ path: route.request().url().split('/imaging/')[1] ?? '', body: route.request().postDataJSON() });
    now.items = now.items.map((one) => (one.id === 's1' ? { ...one, state: 'paused', actions: ['resume', 'cancel'] } : one));
    return route.fulfill({ json: now.items[0] });
  });
  await page.route('**/api/v1/imaging/arrivals', (route) => route.fulfill({ json: { items: arrivals, next: null } }));
  await page.route('**/api/v1/imaging/links', (route) => route.fulfill({ json: { items: links, next: null } }));
  await page.route('**/api/v1/imaging/destinations?*', (route) =>
    route.fulfill({
      json: {
        items: [
          { id: 'peer:county', name: '石门县人民医院平台', kind: 'platform', allowed: true },
          { id: 'ae:OTHER', name: 'OTHER', kind: 'dimse', allowed: false },
        ],
        next: null,
      },
    }),
  );
  await page.goto('/imaging/sends');
  return { hub, now, posted };
}

test('progress_moves_when_it_is_rung_and_a_send_can_be_held', async ({ page }) => {
  const { hub, now, posted } = await open(page);
  const row = page.getByRole('row', { name: /李春生.*120\/240/ });
  await expect(row).toContainText('64.0 MB / 128 MB');
  await expect(row).toContainText('410 KB/s');
  await expect(page.getByRole('row', { name: /COUNTY_PACS/ })).toContainText('目的地无法连接');
  await expect(page.locator('.send-fault').first()).toBeVisible();
  await page.screenshot({ path: 'test-results/sends.png' });
  await expect.poll(() => hub.watched.has('inbox:i-town')).toBe(true);
  now.items = [{ ...send, sent: 180, bytes: 96_000_000 }, ...others] as (typeof send)[];
  hub.bell('inbox:i-town', 'imagingSends');
  await expect(page.getByText('180/240')).toBeVisible({ timeout: 4_000 });
  await page
    .getByRole('row', { name: /李春生.*180\/240/ })
    .getByRole('button', { name: '暂停' })
    .click();
  await expect(page.getByText('已暂停')).toBeVisible();
  expect(posted.at(-1)?.path).toBe('sends/s1/actions/pause');
});

test('what_comes_in_and_how_the_lines_are_is_shown', async ({ page }) => {
  await open(page);
  await page.getByRole('tab', { name: '接收' }).click();
  await expect(page.getByRole('row', { name: /赵大山/ })).toContainText('21/60 个对象');
  await page.getByRole('tab', { name: '线路质量' }).click();
  await expect(page.getByRole('row', { name: /石门县人民医院平台/ })).toContainText('182 ms');
  await expect(page.getByRole('row', { name: /COUNTY_PACS/ })).toContainText('不通');
  await page.screenshot({ path: 'test-results/send-links.png' });
});

test('a_study_is_sent_only_where_it_may_go', async ({ page }) => {
  const { posted } = await open(page);
  await page.getByRole('button', { name: '发送检查' }).first().click();
  await page.getByRole('combobox', { name: '检查' }).click();
  await page.getByTitle(/胸部 CT 平扫/).click();
  await page.getByRole('combobox', { name: '目的地' }).click();
  await expect(page.getByTitle(/OTHER.*无权查看/)).toHaveClass(/disabled/);
  await page.getByTitle(/石门县人民医院平台 · 平台/).click();
  await page.getByText('急诊', { exact: true }).last().click();
  await page.screenshot({ path: 'test-results/new-send.png' });
  await page.getByRole('button', { name: /^发\s?送$/ }).click();
  await expect.poll(() => posted.length).toBe(1);
  expect(posted[0]?.body).toEqual({ studyInstanceUid: '1.2.826.0.1.3680043.8.498.1', destination: 'peer:county', priority: 'emergency' });
});
