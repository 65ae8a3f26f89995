import { expect, type Page, test } from '@playwright/test';
import { RecordedHub } from './hub';
import { answerRegion } from './region';
import { answerFromRecords } from './server';

const open = async (page: Page, path: string) => {
  const hub = new RecordedHub();
  await hub.attach(page);
  await answerFromRecords(page, { user: 'bureau' });
  const region = await answerRegion(page);
  await page.goto(path);
  return { hub, region };
};

const waiting = (page: Page) =>
  page
    .getByRole('region', { name: '转诊在办' })
    .getByRole('row', { name: /待接收/ })
    .getByRole('button')
    .last();

test('the_board_moves_when_it_is_rung_and_shows_how_old_it_is', async ({ page }) => {
  const { hub, region } = await open(page, '/board');
  await expect.poll(() => hub.watched.has('board:5201')).toBe(true);
  await expect(waiting(page)).toHaveText('5');
  await expect(page.getByText(/数据更新于 [0-4] 秒前/)).toBeVisible();
  await page.waitForResponse(/indicators\/board/);
  region.waiting = 6;
  hub.bell('board:5201');
  // Sooner than the page would have asked by itself.
  await expect(waiting(page)).toHaveText('6', { timeout: 2_500 });
});

test('without_a_line_for_rings_the_board_asks_by_itself', async ({ page }) => {
  const { hub, region } = await open(page, '/board');
  await expect(waiting(page)).toHaveText('5');
  await hub.cut();
  region.waiting = 9;
  await expect(waiting(page)).toHaveText('9', { timeout: 5_000 });
});

test('figures_that_nobody_renewed_are_called_old_and_stay_on_screen', async ({ page }) => {
  await open(page, '/board');
  await expect(waiting(page)).toHaveText('5');
  await page.route('**/api/v1/indicators/board', (route) => route.abort());
  await expect(page.getByText(/数据未更新/)).toBeVisible({ timeout: 10_000 });
  await expect(waiting(page)).toHaveText('5');
});

test('a_number_opens_its_cases_and_going_back_finds_them_open', async ({ page }) => {
  const { region } = await open(page, '/board');
  await page.getByRole('button', { name: '已接收 优先 4' }).click();
  await expect(page.getByText('转诊在办 · 已接收 · 优先')).toBeVisible();
  expect(region.asked.at(-1)).toContain('/referrals?box=supervised&stage=accepted&limit=50&lane=urgent');
  await page.getByRole('link', { name: /ZZ202611200001/ }).click();
  await expect(page).toHaveURL(/\/referrals\/d-0$/);
  await page.goBack();
  await expect(page.getByRole('link', { name: /ZZ202611200001/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('link', { name: /ZZ202611200001/ })).toBeHidden();
});

test('the_same_ratio_reads_the_same_on_every_page', async ({ page }) => {
  await open(page, '/indicators');
  const third = () => page.locator('main').getByText(/33\.3(?!\d)/);
  await expect(page.getByRole('row', { name: /转诊闭环率/ })).toContainText('33.3%');
  await page.getByRole('link', { name: '转诊闭环率' }).click();
  await expect(page.locator('.indicator-total')).toContainText('33.3%');
  await expect(page.getByRole('rowheader', { name: '合计' }).last().locator('..')).toContainText('33.3');
  await page.getByRole('link', { name: '年度报告' }).click();
  await expect(page.getByRole('row', { name: /转诊闭环率/ }).first()).toContainText('33.3%');
  await expect(third().first()).toBeVisible();
  await expect(page.getByText('33.33')).toHaveCount(0);
});

test('a_table_is_fetched_as_csv_with_the_filter_on_screen', async ({ page }) => {
  const { region } = await open(page, '/indicators/arrival-rate?by=county&from=2026-01&to=2026-06');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: /CSV/ }).click();
  expect((await saved).suggestedFilename()).toBe('到诊率-县区-2026-01-2026-06.csv');
  expect(region.asked.at(-1)).toBe('csv /api/v1/indicators/arrival-rate?from=2026-01&to=2026-06&by=county');
});

test('a_way_of_the_flow_map_is_chosen_by_key_and_opens_its_cases_by_reason', async ({ page }) => {
  const { region } = await open(page, '/indicators/flows?from=2026-01&to=2026-11');
  await page.getByRole('button', { name: '石门县人民医院 → 云岭市第一人民医院', exact: true }).press('Enter');
  const reasons = page.getByRole('region', { name: '主要原因' });
  await expect(reasons).toContainText('石门县人民医院 → 云岭市第一人民医院');
  await reasons.getByRole('button', { name: '需要本院不具备的检查设备 15' }).click();
  await expect(page.getByRole('link', { name: /ZZ202611200001/ })).toBeVisible();
  const asked = new URL(`http://x${region.asked.at(-1)}`);
  expect(asked.pathname).toBe('/api/v1/indicators/flows/cases');
  expect(Object.fromEntries(asked.searchParams)).toMatchObject({ fromId: 'i-c1', toId: 'i-m1', direction: 'up', reason: 'needsEquipment' });
});

test('a_target_is_set_with_who_approved_it', async ({ page }) => {
  await open(page, '/indicators/arrival-rate');
  const sent: unknown[] = [];
  await page.route('**/api/v1/indicators/targets', (route) => {
    sent.push(route.request().postDataJSON());
    return route.fulfill({ json: {} });
  });
  await page.getByRole('button', { name: '设定目标' }).click();
  await page.getByLabel('目标（%）').fill('92.5');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByLabel('目标（%）')).toBeHidden();
  expect(sent).toEqual([{ year: new Date().getFullYear(), code: 'arrival-rate', scope: '5201', value: 92.5, approver: '卫健管理员' }]);
});

test('the_wall_turns_by_key_shows_no_shell_and_is_left_by_escape', async ({ page }) => {
  await open(page, '/board/wall');
  await expect(page.getByRole('heading', { name: '实时概况' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('heading', { name: '时限预警' })).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('heading', { name: '逐月趋势' })).toBeVisible();
  await expect(page.locator('.wall canvas')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/board$/);
});

test('the_report_prints_without_the_shell_and_the_tables_stay', async ({ page }) => {
  await open(page, '/indicators/report?year=2026');
  await expect(page.getByRole('heading', { name: /2026 年度/ })).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('banner').first()).toBeHidden();
  await expect(page.getByRole('button', { name: '打印' })).toBeHidden();
  await expect(page.getByRole('heading', { name: '四、指标定义' })).toBeVisible();
});

test('no_page_is_wider_than_a_phone_and_figures_come_before_charts_are_fetched', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const charts: string[] = [];
  page.on('request', (request) => {
    if (/assets\/chart-/.test(request.url())) charts.push(request.url());
  });
  await open(page, '/indicators');
  await expect(page.getByText('33.3%')).toBeVisible();
  expect(charts).toEqual([]);
  for (const path of [
    '/board',
    '/board/wall',
    '/indicators/arrival-rate',
    '/indicators/flows',
    '/indicators/ranking',
    '/indicators/institutions/i-c1',
    '/indicators/quality',
    '/indicators/report',
  ]) {
    await page.goto(path);
    await expect(page.getByText(/数据更新于|数据截至/).first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360);
  }
});
