import { expect, type Page, test } from '@playwright/test';
import { RecordedHub } from './hub';
import { answerFromRecords } from './server';
import { users } from './shapes';

const long = { institutionName: '黔东南苗族侗族自治州第一人民医院' };
const people = {
  office: { ...users.office, ...long },
  physician: { ...users.specialist, ...long },
  physician_and_office: { ...users.specialist, ...long, roles: ['physician', 'office'] },
  authority: { ...users.bureau, roles: ['healthAuthority', 'administrator'] },
  insurer: users.insurer,
  administrator: users.admin,
};

async function openAs(page: Page, user: object, width: number, language: string) {
  await page.addInitScript((chosen) => localStorage.setItem('telemed.language', chosen), language);
  await page.setViewportSize({ width, height: 740 });
  await new RecordedHub().attach(page);
  await answerFromRecords(page, { user: 'office' });
  await page.route(/\/api\/v1\/session(\?|$)/, (route) => route.fulfill({ json: user }));
  await page.goto('/no-such-page');
  await expect(page.getByRole('banner')).toBeVisible();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

for (const language of ['zh', 'en'])
  test(`every_menu_fits_into_1280_pixels_in_${language}`, async ({ browser }) => {
    for (const [who, user] of Object.entries(people)) {
      const page = await browser.newPage();
      await openAs(page, user, 1280, language);
      const bar = page.getByRole('banner').getByRole('menu');
      await expect(bar.getByRole('menuitem').first()).toBeVisible();
      await page.screenshot({ path: `test-results/menu-${who}-${language}.png`, clip: { x: 0, y: 0, width: 1280, height: 60 } });
      await expect(bar.locator('.ant-menu-overflow-item-rest:visible'), who).toHaveCount(0);
      await page.close();
    }
  });

test('what_lies_in_a_group_is_two_clicks_away_and_stands_in_the_drawer_of_a_telephone', async ({ page }) => {
  await openAs(page, people.office, 1280, 'zh');
  const bar = page.getByRole('banner');
  await bar.getByRole('menuitem', { name: '诊断与影像' }).click();
  await page.screenshot({ path: 'test-results/menu-open.png', clip: { x: 0, y: 0, width: 1280, height: 300 } });
  await page.getByRole('menuitem', { name: '影像传输' }).click();
  await expect(page).toHaveURL(/\/imaging\/sends$/);
  await expect(bar.locator('.ant-menu-submenu-selected')).toContainText('诊断与影像');
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole('button', { name: '打开菜单' }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByRole('menuitem')).toHaveText([
    '会诊工作台',
    '我的申请',
    '双向转诊',
    '结果互认',
    '指标分析',
    '诊断中心',
    '影像传输',
    '影像路由',
  ]);
  await page.screenshot({ path: 'test-results/menu-phone.png' });
  await drawer.getByRole('menuitem', { name: '影像路由' }).click();
  await expect(page).toHaveURL(/\/imaging\/routing$/);
});
