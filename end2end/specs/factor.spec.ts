import AxeBuilder from '@axe-core/playwright';
import { createHmac } from 'node:crypto';
import { type BrowserContext, type Page } from '@playwright/test';
import { expect, login, open, ready, test } from '../fixtures.js';
import { bar, contact, request } from '../people.js';
import { type Server, startServer } from '../server.js';

test.describe.configure({ timeout: 90_000 });
test.use({ tolerated: [[/status of (401|403|404|410|422|429)/], { option: true }] });

/** What an authenticator app shows, so many steps of 30 seconds from now. */
function code(key: string, steps = 0): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...key.replace(/\s/g, '')].map((c) => letters.indexOf(c).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from(bits.match(/.{8}/g)!.map((b) => parseInt(b, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return (number % 1_000_000).toString().padStart(6, '0');
}

/** What axe finds on a page, where it can run. */
async function accessible(page: Page) {
  if (test.info().project.name !== 'wasm') return;
  const found = await new AxeBuilder({ page }).analyze();
  expect(found.violations.map((v) => `${page.url()}: ${v.id}: ${v.nodes[0]?.html}`)).toEqual([]);
}

/** Types login and password at the portal. */
async function password(page: Page, server: Server, role: string) {
  const person = login(server, role);
  await open(page, '/portal/sign-in');
  await page.getByLabel('Work e-mail').fill(person.login);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Adds an authenticator app; gives its key and the recovery codes. The code of one step before now is used up. */
async function addApp(page: Page) {
  await open(page, '/portal/security');
  await accessible(page);
  await page.getByLabel(/^Name/).fill('Work phone');
  await page.getByRole('button', { name: 'Add authenticator app' }).click();
  await expect(page.getByRole('img', { name: 'QR code of the key' })).toBeVisible();
  const key = (await page.locator('.qr-key code').textContent()) ?? '';
  await page.getByLabel('Code', { exact: true }).fill('000000');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('The code does not match')).toBeVisible();
  await accessible(page);
  // The code of the step before would be too old, were this step over before it is looked at.
  const left = 30_000 - (Date.now() % 30_000);
  if (left < 5_000) await page.waitForTimeout(left);
  await page.getByLabel('Code', { exact: true }).fill(code(key, -1));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Recovery codes');
  const codes = await page.locator('.codes code').allTextContents();
  expect(codes).toHaveLength(10);
  await accessible(page);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByRole('heading', { name: 'Second factors' })).toBeVisible();
  return { key, codes };
}

/** Removes the only factor again, so that other specs find the person as they were. */
async function removeLast(page: Page, server: Server, role: string, proof: string) {
  await open(page, '/portal/security');
  await page.getByRole('link', { name: /^Remove / }).first().click();
  await accessible(page);
  await page.getByLabel('Your password').fill(login(server, role).password);
  await page.getByLabel(/^Code from/).fill(proof);
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('The second factor was removed.')).toBeVisible();
}

test('an authenticator app is added, asked for at sign-in and before acting on behalf', async ({ page, context, server }) => {
  await password(page, server, 'agent');
  await page.getByRole('link', { name: /Security/ }).click();
  await expect(page.getByText('No second factor yet')).toBeVisible();
  // No browser gives a passkey to an address that is a number.
  await expect(page.getByText(/Passkeys can be added at localhost:\d+ only/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add passkey' })).toHaveCount(0);
  const { key, codes } = await addApp(page);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await password(page, server, 'agent');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('One more step');
  expect((await page.request.get('/portal/contacts', { maxRedirects: 0 })).status(), 'no session yet').toBe(303);
  await expect(page.locator('script')).toHaveCount(0);
  await accessible(page);
  await page.getByLabel('Code from your authenticator app').fill('000000');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('The code does not match')).toBeVisible();
  const used = code(key);
  await page.getByLabel('Code from your authenticator app').fill(used);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/contacts/);

  await contact(page, 'oleg');
  const tab = await request(page, context);
  await expect(tab.locator('script')).toHaveCount(0);
  await accessible(tab);
  const field = tab.getByLabel('Code from your authenticator app');
  await expect(field).toHaveAttribute('autocomplete', 'one-time-code');
  const ana = login(server, 'agent');
  const verify = async (proof: string) => {
    await tab.getByLabel('Your work e-mail').fill(ana.login);
    await tab.getByLabel('Your password').fill(ana.password);
    await field.fill(proof);
    await tab.getByRole('button', { name: 'Verify and continue' }).click();
  };
  await verify('000000');
  await expect(tab.getByText('These do not match')).toBeVisible();
  await verify(used);
  await expect(tab.getByText('These do not match'), 'the code that signed in is used up').toBeVisible();
  await verify(codes[0].toLowerCase());
  await expect(bar(tab)).toBeVisible();
  await removeLast(page, server, 'agent', code(key, 1));
});

test('a recovery code opens once', async ({ page, server }) => {
  await password(page, server, 'supervisor');
  const { key, codes } = await addApp(page);
  for (const [proof, opens] of [[codes[3], true], [codes[3], false], [codes[4], true]] as const) {
    await page.context().clearCookies();
    await password(page, server, 'supervisor');
    await page.getByLabel('Code from your authenticator app').fill(proof);
    await page.getByRole('button', { name: 'Sign in' }).click();
    if (opens) await expect(page).toHaveURL(/contacts/);
    else await expect(page.getByText('The code does not match')).toBeVisible();
  }
  await open(page, '/portal/security');
  await expect(page.getByText('8 recovery codes left')).toBeVisible();
  await removeLast(page, server, 'supervisor', code(key));
});

test('where a second factor is required, nothing else opens before there is one', async ({ browser }) => {
  test.setTimeout(120_000);
  const server = await startServer('--staff-mfa', 'required');
  const context = await browser.newContext({
    baseURL: server.baseURL,
    javaScriptEnabled: test.info().project.name === 'wasm',
  });
  try {
    const page = await context.newPage();
    await password(page, server, 'agent');
    await expect(page).toHaveURL(/\/portal\/security/);
    await expect(page.getByText('Add a second factor to continue')).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link')).toHaveCount(0);
    await page.goto('/portal/contacts');
    await expect(page).toHaveURL(/\/portal\/security/);
    const asked = await page.request.post('/portal/accounts/01990000-0000-7000-8000-000000000000/on-behalf', {
      headers: { 'Sec-Fetch-Site': 'same-origin' },
      form: { preset: 'Help with an order' },
    });
    expect(asked.status()).toBe(403);
    await addApp(page);
    await expect(page.getByText('The last one stays')).toBeVisible();
    await open(page, '/portal/contacts');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Contacts');
  } finally {
    await context.close();
    await server.stop();
  }
});

/** An authenticator in the browser, for the name that passkeys belong to. */
async function authenticator(context: BrowserContext, page: Page) {
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const;
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options });
  return { cdp, authenticatorId };
}

test('a passkey is added, and signs in after the password, alone, and before acting on behalf @wasm', async ({ browser, server }) => {
  test.setTimeout(90_000);
  // Passkeys belong to a name, which an address is not.
  const baseURL = server.baseURL.replace('127.0.0.1', 'localhost');
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  const { cdp, authenticatorId } = await authenticator(context, page);
  await password(page, server, 'sales');
  await open(page, '/portal/security');
  await page.getByLabel(/^Name/).fill('Laptop');
  await page.getByRole('button', { name: 'Add passkey' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Recovery codes');
  const codes = await page.locator('.codes code').allTextContents();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('Laptop')).toBeVisible();
  const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
  expect(credentials).toHaveLength(1);
  expect(credentials[0].isResidentCredential).toBe(true);

  // After the password.
  await page.getByRole('button', { name: 'Sign out' }).click();
  await password(page, server, 'sales');
  await page.getByRole('button', { name: 'Use your passkey' }).click();
  await expect(page).toHaveURL(/contacts/);

  // Alone, and what was answered once opens nothing again.
  await page.getByRole('button', { name: 'Sign out' }).click();
  let answered: string | null = null;
  page.on('request', (sent) => {
    if (sent.url().endsWith('/passkey/confirm')) answered = sent.postData();
  });
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page).toHaveURL(/contacts/);
  const replayed = await page.request.post('/portal/sign-in/passkey/confirm', {
    headers: { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/x-www-form-urlencoded' },
    data: answered ?? '',
    maxRedirects: 0,
  });
  expect([303, 401]).toContain(replayed.status());
  expect(replayed.headers()['set-cookie'] ?? '').not.toContain('__Host-portal=');

  // Somebody who does not verify that it is them gets a chance to try again.
  await ready(page);
  await contact(page, 'olga kovalenko');
  const tab = await request(page, context);
  const { cdp: own, authenticatorId: second } = await authenticator(context, tab);
  for (const credential of (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials) {
    await own.send('WebAuthn.addCredential', { authenticatorId: second, credential });
  }
  await expect(tab.locator('script')).toHaveCount(0);
  await tab.getByRole('button', { name: 'Use your passkey' }).click();
  await expect(bar(tab)).toBeVisible();

  await removeLast(page, server, 'sales', codes[0]);
  await context.close();
});

test('without a script the page of a passkey says what to do', async ({ page, server }) => {
  test.skip(test.info().project.name === 'wasm', 'with a script it asks');
  await open(page, server.baseURL.replace('127.0.0.1', 'localhost') + '/portal/sign-in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByText('A passkey needs a script')).toBeVisible();
  await page.getByRole('link', { name: 'Sign in another way' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
});
