import { expect, type Page, test } from '@playwright/test';
import { choose, openAsAdministrator } from './administration-server';
import { RecordedHub } from './hub';
import { answerFromRecords } from './server';
import * as shapes from './shapes';

const width = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

test('an_administrator_registers_a_room_and_blocks_it_with_a_reason', async ({ page }) => {
  const { calls } = await openAsAdministrator(page, '/admin/devices');
  await page.getByRole('button', { name: '登记设备' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('名称').fill('二楼会议室');
  await choose(page, '机构', '石门县人民医院');
  await dialog.getByRole('button', { name: '保存' }).click();
  const row = page.getByRole('listitem', { name: '二楼会议室' });
  await expect(row).toContainText('正常');
  expect(calls.at(-1)).toMatchObject({ path: 'devices', body: { kind: 'room', name: '二楼会议室', institutionId: 'i-county' } });
  await row.getByRole('button', { name: '管理 二楼会议室' }).click();
  await page.getByRole('menuitem', { name: '停用' }).click();
  await page.getByRole('dialog').getByLabel('原因').fill('检修');
  await page.getByRole('dialog').getByRole('button', { name: '停用' }).click();
  await expect(row).toContainText('停用原因： 检修');
  expect(calls.at(-1)).toMatchObject({ path: expect.stringMatching(/^devices\/.*block$/), body: { reason: '检修' } });
  await page.screenshot({ path: 'test-results/devices.png', fullPage: true });
  await page.setViewportSize({ width: 360, height: 780 });
  await expect.poll(() => width(page)).toBeLessThanOrEqual(360);
});

test('a_browser_that_is_blocked_is_told_so_in_plain_words_with_the_way_out', async ({ page }) => {
  const hub = new RecordedHub();
  hub.refuseToJoin = 'device-blocked';
  await hub.attach(page);
  await answerFromRecords(page, { user: 'specialist' });
  await page.goto(`/cases/${shapes.consultation.id}`);
  await expect(page.getByRole('alert').filter({ hasText: '本设备已被停用' })).toBeVisible();
  await expect(page.getByRole('button', { name: '视频会诊' })).toHaveCount(0);
  await page.getByRole('link', { name: '我的设备' }).click();
  await expect(page.getByRole('heading', { name: '我的设备' })).toBeVisible();
});
