import { expect, test } from '@playwright/test';
import { openAsAdministrator } from './administration-server';

const link = (tertiary: string, more: object) => ({
  tertiaryId: tertiary,
  tertiary,
  tier: 'city',
  areaCode: '520100',
  state: 'inForce',
  endsOn: null,
  agreements: ['XY-2026-001'],
  alliance: null,
  services: ['clinical', 'imaging'],
  lastUsedAt: '2026-11-20T02:00:00Z',
  lastUse: 'reading',
  uses: { consultation: 2, reading: 5, referral: 0, exchange: 3 },
  idle: false,
  ...more,
});

const hospital = (name: string, linked: boolean, links: object[]) => ({
  id: name,
  name,
  areaCode: '520181',
  grade: 'level2A',
  status: 'connected',
  linked,
  links,
});

const unused = { uses: { consultation: 0, reading: 0, referral: 0, exchange: 0 }, lastUsedAt: null, lastUse: null };
const hospitals = [
  hospital('双河县人民医院', false, []),
  hospital('清溪县中医医院', false, [link('省人民医院', { state: 'ended', endsOn: '2025-12-31', ...unused })]),
  hospital('平溪县人民医院', true, [
    link('云岭市第一人民医院', { state: 'ending', endsOn: '2026-12-01' }),
    link('省人民医院', { idle: true, ...unused }),
  ]),
  hospital('石门县人民医院', true, [link('云岭市第一人民医院', {}), link('省人民医院', {})]),
];

test('the_map_shows_who_is_joined_how_it_is_used_and_who_is_left_alone', async ({ page }) => {
  await page.route(/\/api\/v1\/links(\?|$)/, (route) => route.fulfill({ json: { items: hospitals, next: null } }));
  await openAsAdministrator(page, '/links');
  await page.route(/\/api\/v1\/links(\?|$)/, (route) => route.fulfill({ json: { items: hospitals, next: null } }));
  await page.reload();
  await expect(page.getByRole('list', { name: '概况' })).toContainText('2 家未联接（共 4 家县级医院）');
  await expect(page.locator('.link-box.unlinked')).toHaveCount(2);
  for (const [tone, count] of Object.entries({ inForce: 2, idle: 1, ending: 1, ended: 1 }))
    await expect(page.locator(`.link-drawing > svg .link-line.${tone}`)).toHaveCount(count);
  const table = page.getByRole('table');
  await expect(table.getByRole('row').filter({ hasText: '即将到期' })).toContainText('10会诊 2 · 远程诊断 5 · 影像交换 3');
  await expect(table).toContainText('尚未与任何三级甲等医院建立联接');
  await table.getByRole('button', { name: '石门县人民医院' }).click();
  await expect(page.locator('.link-drawing > svg .link-line:not(.faint)')).toHaveCount(2);
  await page.screenshot({ path: 'test-results/links.png', fullPage: true });
  await page.setViewportSize({ width: 360, height: 780 });
  await expect(page.locator('.link-drawing')).toBeHidden();
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.screenshot({ path: 'test-results/links-phone.png', fullPage: true });
});
