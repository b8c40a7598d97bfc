import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A person of the demo shop, as `behalf demo --logins` prints them. */
export type Login = { role: string; name: string; login: string; password: string };

/** A running server with a database of its own. */
export type Server = {
  baseURL: string;
  /** The same shop with https. */
  secureURL: string;
  logins: Login[];
  /** Waits for the newest mail to an address that holds these words, and gives its text. */
  mail: (to: string, words: string) => Promise<string>;
  stop: () => Promise<void>;
};

const binary = process.env.BEHALF_BINARY ?? resolve(import.meta.dirname, '../target/release/behalf');

/** Starts the demo shop on a fresh database and a free port, with these settings (`{port}` stands for it), and waits. */
export async function startServer(...settings: string[]): Promise<Server> {
  if (!existsSync(binary)) throw new Error(`${binary} is missing: run \`cargo xtask build\` first.`);
  const dir = mkdtempSync(join(tmpdir(), 'behalf-e2e-'));
  const database =
    process.env.BEHALF_TEST_DATABASE === 'postgres'
      ? await startPostgres(dir)
      : { url: `sqlite:${join(dir, 'w.db')}`, stop: async () => {} };
  const port = await freePort();
  const baseURL = `http://127.0.0.1:${port}`;
  const args = ['demo', '--database-url', database.url, '--addr', `127.0.0.1:${port}`,
    ...settings.map((setting) => setting.replaceAll('{port}', `${port}`))];
  const child = spawn(binary, args, { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stdout.on('data', (text) => (log += text));
  child.stderr.on('data', (text) => (log += text));
  const stop = async () => {
    await end(child);
    await database.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await answering(`${baseURL}/healthz`, child, () => log);
    return { baseURL, secureURL: `https://localhost:${port}`, logins: readLogins(dir), mail: (to, words) => mail(join(dir, 'data/mail'), to, words), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Mails are files whose names sort by time. */
async function mail(folder: string, to: string, words: string): Promise<string> {
  for (const end = Date.now() + 15_000; Date.now() < end; await pause(100)) {
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')).sort().reverse() : [];
    for (const name of names) {
      const raw = readFileSync(join(folder, name), 'utf8');
      const [head, ...rest] = raw.split('\r\n\r\n');
      const text = decoded(head, rest.join('\r\n\r\n'));
      if (head.includes(`To: ${to}`) && text.includes(words)) return text;
    }
  }
  throw new Error(`No mail to ${to} with "${words}".`);
}

/** A body as it was written, whatever its transfer encoding. */
function decoded(head: string, body: string): string {
  if (/Content-Transfer-Encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/Content-Transfer-Encoding: quoted-printable/i.test(head)) return body;
  const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** One JSON object a line. */
function readLogins(cwd: string): Login[] {
  const text = execFileSync(binary, ['demo', '--logins'], { cwd, encoding: 'utf8' });
  return text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Login);
}

/** Waits for a 200; gives up when the server stops, or after two minutes. */
async function answering(url: string, child: ChildProcess, log: () => string) {
  for (const end = Date.now() + 120_000; Date.now() < end; await pause(100)) {
    if (child.exitCode !== null) throw new Error(`The server stopped at once:\n${log()}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.status === 200) return;
  }
  throw new Error(`${url} did not answer:\n${log()}`);
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

/** Ends a process that this worker has started, gently at first. */
export async function end(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  if ((await Promise.race([gone, pause(5_000).then(() => 'late')])) === 'late') {
    child.kill('SIGKILL');
    await gone;
  }
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** A PostgreSQL cluster of its own, thrown away afterwards. It refuses to run as root. */
async function startPostgres(dir: string) {
  const home = '/usr/lib/postgresql';
  const newest = existsSync(home) ? readdirSync(home).sort((a, b) => Number(b) - Number(a))[0] : '';
  const bin = newest ? `${home}/${newest}/bin/` : '';
  const data = mkdtempSync(join(tmpdir(), 'behalf-pg-'));
  const root = process.getuid?.() === 0;
  const user = root ? unprivileged() : process.env.USER ?? 'postgres';
  const as = (program: string, ...args: string[]): [string, string[]] =>
    root ? ['runuser', ['-u', user, '--', `${bin}${program}`, ...args]] : [`${bin}${program}`, args];
  const run = (program: string, ...args: string[]) => {
    const [command, rest] = as(program, ...args);
    return execFileSync(command, rest, { cwd: '/', stdio: 'pipe' });
  };
  chmodSync(dir, 0o755);
  if (root) execFileSync('chown', [user, data]);
  run('initdb', '-D', join(data, 'db'), '-U', 'behalf', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N');
  const port = await freePort();
  const [command, args] = as('postgres', '-D', join(data, 'db'), '-p', `${port}`, '-k', data,
    '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off');
  const child = spawn(command, args, { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (text) => (log += text));
  const stop = async () => {
    try {
      run('pg_ctl', '-D', join(data, 'db'), '-m', 'immediate', '-w', 'stop');
    } finally {
      await end(child);
      rmSync(data, { recursive: true, force: true });
    }
  };
  for (let tries = 0; ; tries += 1) {
    try {
      run('createdb', '-h', data, '-p', `${port}`, '-U', 'behalf', 'behalf');
      return { url: `postgres://behalf@127.0.0.1:${port}/behalf`, stop };
    } catch (error) {
      if (tries > 100 || child.exitCode !== null) {
        await end(child);
        throw new Error(`PostgreSQL did not start:\n${log}\n${error}`);
      }
      await pause(100);
    }
  }
}

/** The user to run PostgreSQL as when this process is root. */
function unprivileged(): string {
  try {
    execFileSync('id', ['postgres'], { stdio: 'ignore' });
    return 'postgres';
  } catch {
    return 'nobody';
  }
}
