import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { end } from '../server.js';
import { type Browser, Tab, pause } from './tab.js';

/** A fresh profile asks nobody anything. */
const SETTINGS = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.region.update.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'browser.topsites.contile.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.push.connection.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'extensions.update.enabled': false,
  'media.gmp-manager.updateEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.prefetch-next': false,
  'services.settings.server': 'data:,#',
  'signon.rememberSignons': false,
  'toolkit.telemetry.enabled': false,
};

/** Starts Firefox and speaks WebDriver BiDi with it, over its own socket. */
export async function startFirefox(program: string): Promise<Browser> {
  const home = mkdtempSync(join(tmpdir(), 'behalf-firefox-'));
  const lines = Object.entries(SETTINGS).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
  writeFileSync(join(home, 'user.js'), lines.join('\n'));
  const child = spawn(program, ['--headless', '--no-remote', '--profile', home, '--remote-debugging-port', '0'], {
    env: { ...process.env, HOME: home, MOZ_CRASHREPORTER_DISABLE: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let socket: WebSocket | undefined;
  const stop = async () => {
    socket?.close();
    await end(child);
    rmSync(home, { recursive: true, force: true, maxRetries: 10 });
  };
  try {
    socket = await connect(`${await listening(child)}/session`);
    const line = new Line(socket);
    await line.send('session.new', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
    const known = new Set<string>();
    const next = async () => {
      const tree = await line.send<{ contexts: { context: string }[] }>('browsingContext.getTree', { maxDepth: 0 });
      const found = tree.contexts.find(({ context }) => !known.has(context));
      if (found) known.add(found.context);
      return found && new FirefoxTab(line, found.context);
    };
    const opened = async () => {
      for (const end = Date.now() + 20_000; Date.now() < end; await pause(50)) {
        const tab = await next();
        if (tab) return tab;
      }
      throw new Error('Firefox opened no tab.');
    };
    return { tab: await opened(), opened, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for the address that Firefox listens on. */
function listening(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`Firefox did not listen:\n${said}`)), 60_000);
    child.once('error', fail);
    child.once('exit', () => fail(new Error(`Firefox ended at once:\n${said}`)));
    child.stderr?.on('data', (text) => {
      said += text;
      const found = /WebDriver BiDi listening on (ws:\S+)/.exec(said);
      if (!found) return;
      clearTimeout(late);
      done(found[1]);
    });
  });
}

function connect(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  return new Promise((done, fail) => {
    socket.once('open', () => done(socket));
    socket.once('error', fail);
  });
}

/** Commands and their answers. */
class Line {
  private next = 1;
  private waiting = new Map<number, { done: (value: never) => void; fail: (error: Error) => void }>();

  constructor(private socket: WebSocket) {
    socket.on('message', (data) => {
      const answer = JSON.parse(data.toString());
      const asked = this.waiting.get(answer.id);
      this.waiting.delete(answer.id);
      if (answer.type === 'error') asked?.fail(new Error(`${answer.error}: ${answer.message}`));
      else asked?.done(answer.result as never);
    });
    socket.on('close', () => {
      for (const { fail } of this.waiting.values()) fail(new Error('Firefox has ended.'));
      this.waiting.clear();
    });
  }

  send<T>(method: string, params: object): Promise<T> {
    const id = this.next++;
    return new Promise((done, fail) => {
      this.waiting.set(id, { done, fail });
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }
}

class FirefoxTab extends Tab {
  constructor(
    private line: Line,
    private context: string,
  ) {
    super();
  }

  async go(url: string) {
    await this.line.send('browsingContext.navigate', { context: this.context, url, wait: 'complete' });
  }

  async run<T>(source: string, ...args: unknown[]): Promise<T> {
    const answer = await this.call(`async (...args) => JSON.stringify(await (${source})(...args)) ?? 'null'`, args);
    return JSON.parse(String(answer.value)) as T;
  }

  protected async element(source: string, ...args: unknown[]) {
    return (await this.call(source, args)).sharedId;
  }

  protected async press(handle: string) {
    await this.line.send('script.callFunction', {
      functionDeclaration: `(e) => e.scrollIntoView({ block: 'center', behavior: 'instant' })`,
      arguments: [{ sharedId: handle }],
      target: { context: this.context },
      awaitPromise: false,
    });
    const origin = { type: 'element', element: { sharedId: handle } };
    const actions = [
      { type: 'pointerMove', x: 0, y: 0, origin },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    await this.act({ type: 'pointer', id: 'mouse', actions });
  }

  protected async keys(_: string, text: string) {
    const actions = [...text].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]);
    await this.act({ type: 'key', id: 'keyboard', actions });
  }

  private async act(source: object) {
    await this.line.send('input.performActions', { context: this.context, actions: [source] });
  }

  private async call(source: string, args: unknown[]) {
    type Answer = { type: string; result?: { value?: unknown; sharedId?: string }; exceptionDetails?: { text: string } };
    const answer = await this.line.send<Answer>('script.callFunction', {
      functionDeclaration: source,
      arguments: args.map((value) => ({ type: typeof value, value })),
      target: { context: this.context },
      awaitPromise: true,
    });
    if (!answer.result) throw new Error(answer.exceptionDetails?.text ?? 'The page threw something.');
    return answer.result;
  }
}
