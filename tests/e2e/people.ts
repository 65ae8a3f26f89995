import type { Browser, Locator, Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const screens = fileURLToPath(new URL('../output/screens', import.meta.url));
mkdirSync(screens, { recursive: true });

/** A user in a browser context of their own. */
export class Person {
  private constructor(readonly page: Page) {}

  static async signIn(browser: Browser, account: string, viewport = { width: 1280, height: 800 }, baseURL = process.env.TELEMED_URL): Promise<Person> {
    const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport, baseURL });
    const page = await context.newPage();
    await page.goto('/');
    await page.getByLabel('账号', { exact: true }).fill(account);
    await page.getByLabel('密码', { exact: true }).fill('telemed-demo');
    await page.getByRole('button', { name: /^登\s*录$/ }).click();
    await page.getByRole('button', { name: /用户菜单/ }).or(page.locator('header')).first().waitFor();
    return new Person(page);
  }

  /** Keeps what this person sees now, from the top of the page and without notices over it. */
  async shot(name: string): Promise<void> {
    for (const notice of await this.page.locator('.ant-notification-notice-close').all()) await notice.click().catch(() => {});
    await this.page.evaluate(() => window.scrollTo(0, 0));
    await this.page.screenshot({ path: path.join(screens, `${name}.png`) });
  }

  /** Chooses in one of antd's selects: opened by its label. */
  async choose(label: string, option: string, within: Locator | Page = this.page): Promise<void> {
    const box = within.getByLabel(label, { exact: true });
    await box.click();
    const shown = this.page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').filter({ hasText: option }).first();
    await shown.dispatchEvent('click');   // the list glides in and may reach below the window
  }

  /** Presses an action of the open case and confirms its dialog. */
  async act(action: string, fill?: (dialog: Locator) => Promise<void>): Promise<void> {
    await this.page.getByRole('button', { name: action, exact: true }).first().click();
    const dialog = this.page.getByRole('dialog').last();
    await dialog.waitFor();
    if (fill) await fill(dialog);
    await dialog.getByRole('button', { name: action, exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
  }
}

/** A number right by GB 11643 under a division that is not assigned: nobody's. */
export function inventedIdNumber(): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const day = 1 + (Math.floor(Date.now() / 900) % 28);
  const body = `520199196803${String(day).padStart(2, '0')}${String(100 + (Math.floor(Date.now() / 1000) % 900))}`;
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * weights[i], 0);
  return body + '10X98765432'[sum % 11];
}
