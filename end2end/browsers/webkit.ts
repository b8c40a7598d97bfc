import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, freePort } from '../server.js';
import { type Browser, Tab, pause } from './tab.js';

/** The key under which WebDriver hands out elements. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** Starts WebKitGTK with its driver, on a screen that nobody sees, and speaks WebDriver with it. */
export async function startWebKit(driver: string): Promise<Browser> {
  const home = mkdtempSync(join(tmpdir(), 'behalf-webkit-'));
  const port = await freePort();
  // xvfb-run would leave the screen behind when it is ended: the screen is a child of this process like the driver.
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string>((done, fail) => {
    screen.once('error', fail);
    screen.once('exit', () => fail(new Error('Xvfb ended at once.')));
    screen.stdio[3]?.once('data', (text) => done(String(text).trim()));
  });
  const env = { ...process.env, DISPLAY: `:${number}`, HOME: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: home, GDK_BACKEND: 'x11', MESA_SHADER_CACHE_DISABLE: 'true' };
  const child = spawn(driver, [`--port=${port}`], { env, stdio: 'ignore' });
  let session = '';
  const ask: Ask = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path.replace('{}', `/session/${session}`)}`, {
      method,
      body: body && JSON.stringify(body),
    });
    const { value } = (await answer.json()) as { value: never };
    if (!answer.ok) throw new Error(`${(value as { error: string }).error}: ${(value as { message: string }).message}`);
    return value;
  };
  const stop = async () => {
    if (session) await ask('DELETE', '{}').catch(() => undefined);
    await end(child);
    await end(screen);
    rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  try {
    for (let tries = 0; ; tries += 1) {
      const status = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
      if (status?.ok) break;
      if (tries > 200 || child.exitCode !== null) throw new Error(`${driver} does not answer.`);
      await pause(50);
    }
    const wanted = { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } };
    session = (await ask<{ sessionId: string }>('POST', '/session', wanted)).sessionId;
    const known = new Set<string>();
    const opened = async () => {
      for (const end = Date.now() + 20_000; Date.now() < end; await pause(50)) {
        const handles = await ask<string[]>('GET', '{}/window/handles');
        const found = handles.find((handle) => !known.has(handle));
        if (!found) continue;
        known.add(found);
        return new WebKitTab(ask, found);
      }
      throw new Error('WebKit opened no tab.');
    };
    return { tab: await opened(), opened, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A command and its answer; `{}` stands for the session. */
type Ask = <T>(method: string, path: string, body?: object) => Promise<T>;

class WebKitTab extends Tab {
  constructor(
    private ask: Ask,
    private handle: string,
  ) {
    super();
  }

  async go(url: string) {
    await this.here();
    await this.ask('POST', '{}/url', { url });
  }

  async run<T>(source: string, ...args: unknown[]): Promise<T> {
    await this.here();
    return this.ask<T>('POST', '{}/execute/sync', { script: `return (${source})(...arguments);`, args });
  }

  protected async element(source: string, ...args: unknown[]) {
    const found = await this.run<Record<string, string> | null>(source, ...args);
    return found?.[ELEMENT];
  }

  protected async press(handle: string) {
    // By itself it is brought just to the edge, where something that stays in sight may cover it.
    const script = `arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });`;
    await this.ask('POST', '{}/execute/sync', { script, args: [{ [ELEMENT]: handle }] });
    await this.ask('POST', `{}/element/${handle}/click`, {});
  }

  protected async keys(handle: string, text: string) {
    await this.ask('POST', `{}/element/${handle}/value`, { text });
  }

  /** Commands go to one tab at a time. */
  private async here() {
    await this.ask('POST', '{}/window', { handle: this.handle });
  }
}
