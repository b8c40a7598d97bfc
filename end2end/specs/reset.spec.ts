import { type Browser, type Page } from '@playwright/test';
import { expect, login, open, ready, test } from '../fixtures.js';
import { actFor, bar, base, contact, portal, shop } from '../people.js';
import { type Server, startServer } from '../server.js';

test.describe.configure({ timeout: 120_000 });
test.use({ tolerated: [[/status of (401|403|410|422)/], { option: true }] });

const chosen = 'nine purple kettles sing softly';

/** A server of the test's own, whose passwords are changed without anybody else noticing. */
async function alone(browser: Browser, run: (server: Server, visitor: () => Promise<Page>) => Promise<void>) {
  const server = await startServer();
  const contexts: { close(): Promise<void> }[] = [];
  const visitor = async () => {
    const context = await browser.newContext({
      baseURL: server.baseURL,
      javaScriptEnabled: test.info().project.name === 'wasm',
    });
    contexts.push(context);
    return context.newPage();
  };
  try {
    await run(server, visitor);
  } finally {
    for (const context of contexts) await context.close();
    await server.stop();
  }
}

/** The address in the newest mail with a link to choose a password, without its host. */
async function mailed(server: Server, to: string, under: string): Promise<string> {
  const text = await server.mail(to, under);
  const link = new URL(new RegExp(`http\\S+${under}\\S+`).exec(text)?.[0] ?? '');
  expect(link.port, 'the link is of the site itself').toBe(new URL(server.baseURL).port);
  return link.pathname;
}

/** Asks for a link; gives what the page says. */
async function ask(page: Page, path: string, label: string, email: string) {
  await open(page, path);
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.getByLabel(label).fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  const message = page.getByRole('status');
  await expect(message).toBeVisible();
  return [(await message.textContent())?.trim(), new URL(page.url()).search];
}

/** Chooses a password on the page of a link. */
async function choose(page: Page, password: string) {
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Set password' }).click();
}

test('a customer who forgot the password gets a link that works once', async ({ browser }) => {
  await alone(browser, async (server, visitor) => {
    const oleg = login(server, 'buyer');
    const elsewhere = await visitor();
    await shop(elsewhere, oleg);

    const page = await visitor();
    const unknown = await ask(page, '/sign-in', 'E-mail', 'nobody@nowhere.example');
    const known = await ask(page, '/sign-in', 'E-mail', oleg.login);
    expect(known, 'the same answer').toEqual(unknown);
    const headers = { 'Sec-Fetch-Site': 'same-origin' };
    const refused = await page.request.post('/forgot-password', { headers, form: { login: 'nobody' } });
    expect(refused.status()).toBe(422);
    expect(await refused.text()).toContain('Enter an e-mail address');

    const link = await mailed(server, oleg.login, '/reset/');
    const shown = await page.goto(link);
    expect(shown?.status()).toBe(200);
    expect(shown?.headers()['referrer-policy']).toBe('no-referrer');
    expect(shown?.headers()['cache-control']).toBe('no-store');
    await expect(page.locator('script')).toHaveCount(0);
    await expect(page.getByLabel('New password')).toHaveAttribute('autocomplete', 'new-password');
    expect(await page.content(), 'the key stands nowhere in the page').not.toContain(link.split('/').pop());
    await page.reload();
    await choose(page, 'short');
    await expect(page.getByText('Write at least 15 characters.')).toBeVisible();
    await open(elsewhere, '/account');
    await expect(elsewhere, 'looking at a link changes nothing').toHaveURL(/\/account$/);
    await choose(page, chosen);
    await expect(page).toHaveURL(/\/sign-in\?/);
    await expect(page.getByText('Your password is set')).toBeVisible();

    await elsewhere.goto('/account');
    await expect(elsewhere, 'the other browser is signed out').toHaveURL(/\/sign-in/);
    expect((await page.goto(link))?.status()).toBe(410);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link has expired');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail').fill(oleg.login);
    await page.getByLabel('Password', { exact: true }).fill(oleg.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByText('Login and password do not match.')).toBeVisible();
    await shop(page, { login: oleg.login, password: chosen });
    expect(await server.mail(oleg.login, 'was changed')).toContain('/forgot-password');
  });
});

test('support has a link sent, never sees it, and is out once it is used', async ({ browser }) => {
  await alone(browser, async (server, visitor) => {
    const oleg = login(server, 'buyer');
    const agent = await visitor();
    await portal(agent, server, 'agent');
    const tab = await actFor(agent, server, 'oleg');
    for (const path of ['/forgot-password', '/reset/x']) {
      expect((await tab.goto(`${base(tab)}${path}`))?.status(), path).toBe(403);
      await expect(bar(tab)).toBeVisible();
      await expect(tab.getByRole('heading', { name: 'Not possible on behalf' })).toBeVisible();
    }

    await contact(agent, 'oleg');
    await agent.getByRole('button', { name: 'Send password link' }).first().click();
    const dialog = agent.getByRole('dialog');
    await expect(dialog).toContainText('You do not see it.');
    await dialog.getByRole('button', { name: 'Send password link' }).click();
    await expect(agent.getByText('The link is on its way to the customer.')).toBeVisible();
    const link = await mailed(server, oleg.login, '/reset/');
    expect(await agent.content()).not.toContain(link.split('/').pop());

    const page = await visitor();
    await page.goto(link);
    await choose(page, chosen);
    await expect(page.getByText('Your password is set')).toBeVisible();
    await shop(page, { login: oleg.login, password: chosen });
    expect((await tab.goto(`${base(tab)}/cart`))?.status(), 'support is out').toBe(410);

    const junior = await visitor();
    await portal(junior, server, 'junior');
    await contact(junior, 'oleg');
    await expect(junior.getByRole('button', { name: 'Send password link' })).toHaveCount(0);
  });
});

test('staff get a link too, and change a password that they know', async ({ browser }) => {
  await alone(browser, async (server, visitor) => {
    const ben = login(server, 'supervisor');
    const page = await visitor();
    await ask(page, '/portal/sign-in', 'Work e-mail', ben.login);
    const link = await mailed(server, ben.login, '/portal/reset/');
    expect((await page.goto(link.replace('/portal', '')))?.status(), 'not at the storefront').toBe(410);
    await page.goto(link);
    await expect(page.locator('script')).toHaveCount(0);
    await choose(page, chosen);
    await expect(page).toHaveURL(/\/portal\/sign-in\?/);

    const sign = async (who: Page, password: string) => {
      await open(who, '/portal/sign-in');
      await who.getByLabel('Work e-mail').fill(ben.login);
      await who.getByLabel('Password', { exact: true }).fill(password);
      await who.getByRole('button', { name: 'Sign in', exact: true }).click();
      await expect(who).toHaveURL(/\/portal\/contacts/);
      await ready(who);
    };
    const elsewhere = await visitor();
    await sign(elsewhere, chosen);
    await sign(page, chosen);
    await open(page, '/portal/security');
    await page.getByRole('link', { name: 'Change password' }).click();
    await page.getByLabel('Current password').fill('not the password at all');
    await page.getByLabel('New password').fill('another four word passphrase');
    await page.getByRole('button', { name: 'Change password' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await page.getByLabel('Current password').fill(chosen);
    await page.getByLabel('New password').fill('short');
    await page.getByRole('button', { name: 'Change password' }).click();
    await expect(page.getByText('Write at least 15 characters.')).toBeVisible();
    await page.getByLabel('Current password').fill(chosen);
    await page.getByLabel('New password').fill('another four word passphrase');
    await page.getByRole('button', { name: 'Change password' }).click();
    await expect(page.getByText('Your password was changed.')).toBeVisible();
    await elsewhere.goto('/portal/contacts');
    await expect(elsewhere, 'the other browser is signed out').toHaveURL(/\/portal\/sign-in/);
    expect(await server.mail(ben.login, 'was changed')).toContain('/portal/forgot-password');
  });
});
