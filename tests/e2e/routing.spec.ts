import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { freePort } from '../free-port.mjs';
import { Person } from './people';

test('an office keeps a destination, tries it, holds it, and has studies sent there at night', async ({ browser }) => {
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'telemed-archive-'));
  const archive = spawn('storescp', ['-aet', 'CITY_PACS', '-od', folder, String(port)], { stdio: 'ignore' });
  try {
    const office = await Person.signIn(browser, 'office');
    const { page } = office;
    await page.getByRole('menuitem', { name: '诊断与影像' }).click();
    await page.getByRole('menuitem', { name: '影像路由' }).click();
    await page.getByRole('button', { name: '添加目的地' }).click();
    const dialog = page.getByRole('dialog');
    for (const [label, text] of [['名称', '夜间归档'], ['标识', 'night-archive'], ['AE 名称', 'CITY_PACS'], ['主机', '127.0.0.1'], ['端口', String(port)]])
      await dialog.getByLabel(label, { exact: true }).fill(text);
    await dialog.getByRole('button', { name: /^保\s*存$/ }).click();
    const destination = page.getByRole('listitem', { name: '夜间归档' });
    await expect(destination).toContainText(`CITY_PACS@127.0.0.1:${port}`);
    await destination.getByRole('button', { name: '测试' }).click();
    await expect(destination).toContainText('已应答');
    await expect(destination).toContainText('通');

    await page.getByRole('button', { name: '添加规则' }).click();
    await dialog.getByLabel('规则名称').fill('夜间送归档');
    await dialog.getByText('检查到齐时').click();
    await office.choose('发往', '夜间归档', dialog);
    await dialog.getByLabel('不早于').fill('22:00');
    await dialog.getByLabel('不晚于').fill('06:00');
    await dialog.getByRole('button', { name: /^保\s*存$/ }).click();
    await expect(dialog).toBeHidden();

    await destination.getByRole('button', { name: '暂停' }).click();
    await page.getByRole('tooltip').getByRole('button', { name: /暂\s*停/ }).click();
    await expect(destination).toContainText('已暂停');
    archive.kill();
    await expect(async () => {
      await destination.getByRole('button', { name: '测试' }).click();
      await expect(destination).toContainText('目的地无法连接', { timeout: 2_000 });
    }).toPass();
    await page.reload();
    await expect(destination).toContainText('已暂停');
    await expect(page.getByRole('listitem', { name: '夜间送归档' })).toContainText('检查到齐时 · 任何类型 · 22:00–06:00 → 夜间归档');
    await office.shot('80-office-routing');
  } finally {
    archive.kill();
    rmSync(folder, { recursive: true });
  }
});
