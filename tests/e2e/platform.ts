import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from '@playwright/test';
import { freePort } from '../free-port.mjs';
import { Person } from './people';

const program = fileURLToPath(new URL('../../artifacts/bin/Telemed.Web/debug/Telemed.Web.dll', import.meta.url));

/** A platform of its own, with its own data; it can be stopped and started with other settings. */
export class Platform {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'telemed-platform-'));
  #process: ChildProcess | undefined;

  private constructor(readonly port: number, readonly dicomPort: number) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  static async create(): Promise<Platform> {
    return new Platform(await freePort(), await freePort());
  }

  async start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    const all = { Urls: this.url, 'Telemed:DataDirectory': this.#folder, 'Telemed:Demo': 'true', 'Dicom:Port': String(this.dicomPort), 'Logging:LogLevel:Default': 'Warning', ...settings };
    const running = spawn('dotnet', [program, ...Object.entries(all).map(([key, value]) => `--${key}=${value}`)], { stdio: 'ignore' });
    this.#process = running;
    for (let n = 0; n < 600 && running.exitCode === null; n += 1) {
      if (await fetch(`${this.url}/health/ready`).then(({ ok }) => ok, () => false)) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error('the platform did not start');
  }

  async stop(): Promise<void> {
    const running = this.#process;
    if (!running || running.exitCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill();
    await gone;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true });
  }

  /** Ids of institutions by their names. */
  async institutions(): Promise<ReadonlyMap<string, string>> {
    const signedIn = await fetch(`${this.url}/api/v1/session`, {
      method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Telemed': '1' }, body: JSON.stringify({ account: 'township', password: 'telemed-demo' }),
    });
    const { token } = (await signedIn.json()) as { token: string };
    const answer = await fetch(`${this.url}/api/v1/institutions?limit=200`, { headers: { Authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`${signedIn.status} ${answer.status} ${await answer.text()}`);
    const { items } = (await answer.json()) as { items: { id: string; name: string }[] };
    return new Map(items.map(({ id, name }) => [name, id]));
  }

  signIn(browser: Browser, account: string): Promise<Person> {
    return Person.signIn(browser, account, undefined, this.url);
  }
}
