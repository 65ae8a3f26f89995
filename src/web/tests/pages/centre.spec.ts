import { expect, type Page, test } from '@playwright/test';
import { RecordedHub } from './hub';
import { answerFromRecords } from './server';

const dayLength = 86_400_000;
const china = new Date(Date.now() + 8 * 3_600_000);
const today = china.toISOString().slice(0, 10);
const plus = (day: string, days: number) => new Date(Date.parse(day) + days * dayLength).toISOString().slice(0, 10);
const monday = plus(today, -((china.getUTCDay() + 6) % 7));
const moment = (day: string, time: string) => new Date(`${day}T${time}:00+08:00`).toISOString();

const shift = (id: string, who: string, name: string, day: string, from: string, to: string, more: object = {}) => ({
  id,
  practitioner: { id: who, name },
  title: 'attending',
  department: '影像科',
  services: ['imaging'],
  day,
  from,
  to,
  line: 'first',
  start: moment(day, from),
  end: moment(to <= from ? plus(day, 1) : day, to),
  overnight: to <= from,
  now: false,
  over: moment(to <= from ? plus(day, 1) : day, to) <= new Date().toISOString(),
  version: 7,
  ...more,
});

const reader = (practitionerId: string, name: string, open: number, more: object = {}) => ({
  practitionerId,
  name,
  duty: null,
  open,
  byUrgency: { emergency: 0, urgent: 0, routine: open },
  oldestSince: open > 0 ? new Date(Date.now() - 95 * 60_000).toISOString() : null,
  atRisk: 0,
  breached: 0,
  signedToday: 0,
  medianMinutes: null,
  ...more,
});

const duty = { services: ['imaging'], line: 'first', until: moment(today, '23:59') };

async function open(page: Page, mayKeep = true) {
  const hub = new RecordedHub();
  await hub.attach(page);
  await answerFromRecords(page, { user: 'office' });
  const now = {
    shifts: [
      shift('s1', 'p-2', '方芷', today, '00:00', '00:00', { now: true }),
      shift('s2', 'p-3', '杜若', plus(monday, 6), '20:00', '08:00'),
    ],
    load: [reader('p-2', '方芷', 2, { duty, breached: 1, signedToday: 3, medianMinutes: 41 }), reader('p-3', '杜若', 1)],
  };
  const sent: { path: string; body: Record<string, unknown>; ifMatch?: string; key?: string }[] = [];
  await page.route(/\/api\/v1\/rosters\/i-city\//, (route) => {
    const asked = route.request();
    const url = new URL(asked.url());
    const path = url.pathname.split('/i-city/')[1] ?? '';
    if (asked.method() === 'POST') {
      const headers = asked.headers();
      sent.push({ path, body: asked.postDataJSON(), ifMatch: headers['if-match'], key: headers['idempotency-key'] });
      if (path === 'actions/copyWeek')
        return route.fulfill({
          json: {
            monday: plus(monday, 7),
            shifts: [shift('s9', 'p-2', '方芷', plus(monday, 7), '08:00', '20:00')],
            left: [
              {
                practitioner: { id: 'p-3', name: '杜若' },
                day: plus(monday, 13),
                from: '20:00',
                to: '08:00',
                code: 'licence-over',
                text: '该日执业证已过有效期',
                textEn: '',
              },
            ],
          },
        });
      return route.fulfill({ status: 201, json: { items: [], next: null } });
    }
    if (path === 'cover') return route.fulfill({ json: { institutionId: 'i-city', onDuty: ['imaging'], maySee: true, mayKeep } });
    if (path === 'load') return route.fulfill({ json: { items: now.load, next: null } });
    const [from, to] = [url.searchParams.get('from') ?? '', url.searchParams.get('to') ?? ''];
    return route.fulfill({ json: { items: now.shifts.filter(({ day }) => day >= from && day <= to), next: null } });
  });
  await page.goto('/centre');
  return { hub, now, sent };
}

test('a_shift_is_added_by_keyboard_and_a_fault_stands_beside_its_field', async ({ page }) => {
  const { sent } = await open(page);
  await expect(page.locator('.cover')).toContainText('影像诊断');
  await expect(page.getByRole('row').filter({ hasText: '杜若' }).first()).toContainText('20:00–08:00');
  await page.getByRole('button', { name: `为杜若添加 ${today} 班次` }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('结束于次日')).toBeVisible();
  await page.screenshot({ path: 'test-results/centre-shift.png' });
  await page.route(/\/shifts$/, (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({
          status: 409,
          json: {
            title: '该人员在此时段已有班次',
            status: 409,
            code: 'shifts-overlap',
            errors: { from: [{ code: 'shifts-overlap', text: '该人员在此时段已有班次' }] },
          },
        })
      : route.fallback(),
  );
  await dialog.getByLabel('开始').fill('21:00');
  await dialog.getByLabel('开始').press('Enter');
  await expect(dialog.locator('.ant-form-item').filter({ hasText: '该人员在此时段已有班次' }).getByLabel('开始')).toBeVisible();
  await page.unroute(/\/shifts$/);
  await dialog.getByLabel('开始').fill('22:00');
  await dialog.getByLabel('开始').press('Enter');
  await expect(dialog).toHaveCount(0);
  expect(sent.at(-1)).toMatchObject({
    path: 'shifts',
    body: { practitionerId: 'p-3', services: ['imaging'], days: [today], from: '22:00', to: '08:00', line: 'first' },
  });
  expect(sent.at(-1)?.key).toBeTruthy();
});

test('a_week_is_copied_and_whoever_was_left_out_is_named', async ({ page }) => {
  const { sent } = await open(page);
  await page.getByRole('button', { name: '复制到下一周' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '复制到下一周' }).click();
  await expect(page.getByRole('dialog')).toContainText('该日执业证已过有效期');
  await expect(page.getByText('已复制 1 个班次')).toBeVisible();
  expect(sent.at(-1)).toMatchObject({ path: 'actions/copyWeek', body: { from: monday } });
});

test('a_running_shift_can_only_end_and_the_load_moves_without_a_reload', async ({ page }) => {
  const { hub, now, sent } = await open(page);
  const row = page.locator('.load tbody tr').filter({ hasText: '方芷' });
  await expect(row).toContainText('超时 1');
  await expect(row.locator('.figure')).toHaveText('2');
  await page.screenshot({ path: 'test-results/centre.png', fullPage: true });
  await expect.poll(() => hub.watched.has('roster:i-city')).toBe(true);
  now.load = [reader('p-2', '方芷', 5, { duty, byUrgency: { emergency: 2, urgent: 0, routine: 3 } }), reader('p-3', '杜若', 1)];
  hub.bell('roster:i-city');
  await expect(row.locator('.figure')).toHaveText('5');
  await expect(row).toContainText('急 2');
  await page.locator('button.shift.now').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('开始')).toBeDisabled();
  await expect(dialog.getByRole('button', { name: '移除班次' })).toHaveCount(0);
  await dialog.getByText('二线', { exact: true }).click();
  await dialog.getByRole('button', { name: /保\s?存/ }).click();
  await expect(dialog).toHaveCount(0);
  expect(sent.at(-1)).toMatchObject({
    path: 'shifts/s1/actions/change',
    ifMatch: '"7"',
    body: { day: today, line: 'backup', to: '00:00' },
  });
});

test('on_a_phone_one_day_is_shown_at_a_time_and_colleagues_only_look', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, false);
  await expect(page.locator('.roster tbody tr').filter({ hasText: '方芷' })).toContainText('00:00–00:00');
  await expect(page.locator('.roster thead th')).toHaveCount(2);
  await expect(page.getByRole('button', { name: '添加班次' })).toHaveCount(0);
  await expect(page.locator('button.shift')).toHaveCount(0);
  await page.screenshot({ path: 'test-results/centre-360.png', fullPage: true });
  await page.getByRole('button', { name: '周日', exact: true }).click();
  await expect(page.locator('.roster tbody tr').filter({ hasText: '杜若' })).toContainText('20:00–08:00');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
