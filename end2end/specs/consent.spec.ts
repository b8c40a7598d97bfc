import type { Browser, Page } from '@playwright/test';
import { expect, open, ready, test } from '../fixtures.js';
import { actFor, bar, base, contact, other, portal, request, shop, verify } from '../people.js';
import type { Login, Server } from '../server.js';

test.use({ tolerated: [[/status of (401|403|404|410|422)/], { option: true }] });
test.setTimeout(60_000);

/** The customer in a browser of their own, signed in, on the page of support access. */
async function customer(browser: Browser, server: Server, name: string): Promise<Page> {
  const who = server.logins.find((person) => person.role === 'buyer' && person.login.startsWith(name)) as Login;
  const page = await other(browser, server);
  // What they chose comes before the language of their account.
  await page.context().addCookies([{ name: 'lang', value: 'en', url: server.baseURL }]);
  await shop(page, who);
  await open(page, '/account/support-access');
  return page;
}

/** The agent has proved who they are, and waits. */
async function waiting(page: Page, server: Server, words: string): Promise<Page> {
  await contact(page, words);
  await expect(page.locator('p.why', { hasText: 'The customer is asked first' })).toBeVisible();
  const tab = await request(page, page.context());
  await verify(tab, server);
  await expect(tab.getByRole('heading', { level: 1 })).toContainText('Waiting for');
  return tab;
}

/** The notice on the customer's pages. */
function notice(page: Page) {
  return page.getByRole('region', { name: 'Support', exact: true });
}

test('the customer allows the session, reads about it and ends it', async ({ page, browser, server }) => {
  const own = await customer(browser, server, 'aoife');
  await expect(own.getByRole('main')).toContainText('Ask me each time');
  await portal(page, server, 'agent');
  const tab = await waiting(page, server, 'aoife');
  expect((await page.request.get(`${base(tab)}/cart`)).status(), 'nothing is shown yet').toBe(410);

  await open(own, '/cart');
  await expect(notice(own)).toContainText('Support asks to work in your account');
  await expect(notice(own)).toContainText('Help with an order');
  await notice(own).getByRole('button', { name: 'Allow' }).click();
  await expect(own).toHaveURL(/\/cart$/);
  await expect(notice(own)).toContainText('Support is working in your account since');

  // The agent's page goes on by itself, with script or without.
  await expect(bar(tab)).toBeVisible({ timeout: 10_000 });
  await open(tab, `${base(tab)}/p/hex-nut-din-934-m8-zinc-plated`);
  await tab.getByRole('button', { name: 'Add to cart' }).click();
  await expect(bar(tab)).toBeVisible();

  await open(own, '/account/support-access');
  await notice(own).getByRole('link', { name: 'Details' }).click();
  await ready(own);
  const main = own.getByRole('main');
  await expect(main).toContainText('You allowed it on your screen');
  await expect(main).toContainText('added to the cart');
  await expect(main).toContainText('Quantity');
  await main.getByRole('button', { name: 'End this session now' }).click();
  await own.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await expect(own.getByRole('main')).toContainText('Support is out of your account');
  await expect(own.getByRole('main')).toContainText('You ended it');
  await expect(notice(own)).toBeEmpty();

  expect((await tab.goto(`${base(tab)}/cart`))?.status()).toBe(410);
  await expect(tab.getByRole('main')).toContainText('The customer ended it.');
  await own.context().close();
});

test('a refusal ends the request, and the agent sees it', async ({ page, browser, server }) => {
  const own = await customer(browser, server, 'aoife');
  await portal(page, server, 'agent');
  const tab = await waiting(page, server, 'aoife');
  await open(own, '/');
  await notice(own).getByRole('button', { name: 'Refuse' }).click();
  await expect(notice(own)).toBeEmpty();
  await expect(tab.getByRole('heading', { level: 1 })).toContainText('refused', { timeout: 10_000 });
  await expect(bar(tab)).toHaveCount(0);
  await own.context().close();
});

test('a code that the customer reads out starts the session', async ({ page, browser, server }) => {
  const own = await customer(browser, server, 'aoife');
  await own.getByRole('button', { name: 'Show a code for support' }).click();
  const code = (await own.getByRole('status', { name: 'Code for support' }).textContent()) ?? '';
  expect(code).toMatch(/^\d{3} \d{3}$/);
  await open(own, '/account/support-access');
  await expect(own.getByRole('status', { name: 'Code for support' })).toHaveCount(0);

  await portal(page, server, 'agent');
  const tab = await waiting(page, server, 'aoife');
  await tab.getByRole('link', { name: "Type the customer's code" }).click();
  await tab.getByLabel("Customer's code").fill(code === '000 000' ? '111111' : '000000');
  await tab.getByRole('button', { name: 'Start the session' }).click();
  await expect(tab.getByRole('main')).toContainText('This is not the code');
  await tab.getByLabel("Customer's code").fill(code);
  await tab.getByRole('button', { name: 'Start the session' }).click();
  await expect(bar(tab)).toContainText('Aoife Brannigan');
  await own.context().close();
});

test('never means never, unless two people override it', async ({ page, browser, server }) => {
  const own = await customer(browser, server, 'rosalind');
  await portal(page, server, 'agent');
  await contact(page, 'rosalind');
  await expect(page.locator('p.why', { hasText: 'does not allow support access' })).toBeVisible();
  // Alone there is no way in, and the page says why.
  const alone = await request(page, page.context());
  await expect(alone.getByRole('heading', { level: 1 })).toContainText('does not allow');
  await alone.close();
  await contact(page, 'rosalind');
  await page.getByRole('button', { name: /^Login on behalf/ }).and(page.locator(':enabled')).first().click();
  await page.getByRole('dialog').getByLabel(/A second person is here/).check();
  const tab = await request(page, page.context(), true);
  await verify(tab, server);
  await expect(tab.getByRole('alert')).toContainText('The session was not opened');
  await expect(bar(tab)).toHaveCount(0);

  const second = server.logins.find((person) => person.role === 'supervisor') as Login;
  await tab.getByLabel("Why without the customer's consent").fill('Goods leave today and nobody can be reached');
  await tab.getByLabel("Second person's work e-mail").fill(second.login);
  await tab.getByLabel("Second person's password").fill(second.password);
  await verify(tab, server);
  await expect(bar(tab)).toContainText('Rosalind Thackray');

  await open(own, '/');
  await expect(notice(own)).toContainText('without your consent');
  await notice(own).getByRole('link', { name: 'Details' }).click();
  await expect(own.getByRole('main')).toContainText('Goods leave today and nobody can be reached');
  await tab.getByRole('button', { name: 'End session' }).click();
  await own.context().close();
});

test('withdrawing consent ends the session at the next click', async ({ page, browser, server }) => {
  const own = await customer(browser, server, 'anna.berg');
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'anna berg');
  await own.getByLabel('Never').check();
  await own.getByRole('button', { name: 'Save' }).click();
  await expect(own.getByRole('main')).toContainText('support is out of your account');
  expect((await tab.goto(`${base(tab)}/cart`))?.status()).toBe(410);
  await expect(tab.getByRole('main')).toContainText('withdrew their consent');
  await own.getByLabel('Allowed').check();
  await own.getByRole('button', { name: 'Save' }).click();
  await expect(own.getByRole('main')).toContainText('Your choice was saved.');
  await own.context().close();
});

test('on behalf nobody changes consent, makes a code or ends a session as the customer', async ({ page, server }) => {
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'olga kovalenko');
  await open(tab, `${base(tab)}/account/support-access`);
  const main = tab.getByRole('main');
  await expect(main.getByRole('radio')).toHaveCount(0);
  await expect(main.getByRole('button')).toHaveCount(0);
  await expect(main.getByText('The customer can')).toHaveCount(2);
  await main.getByRole('row').nth(1).getByRole('link').click();
  await expect(main.getByRole('button', { name: /End/ })).toHaveCount(0);
  const visit = new URL(tab.url()).pathname;
  for (const path of [`${base(tab)}/account/support-access`, `${base(tab)}/account/support-code`, `${visit}/end`, `${visit}/allow`, `${visit}/refuse`]) {
    const answer = await tab.request.post(path, { headers: { 'Sec-Fetch-Site': 'same-origin' }, form: { consent: 'allowed' } });
    expect(answer.status(), path).toBe(403);
  }
  expect((await tab.request.get(`${base(tab)}/account/live`)).status()).toBe(403);
  // Other people's sessions do not exist.
  const session = visit.split('/').pop() ?? '';
  expect((await tab.goto(`${base(tab)}/account/support-access/${session.replace(/.$/, session.endsWith('0') ? '1' : '0')}`))?.status()).toBe(404);
});

test('the notice comes and goes without a reload @wasm', async ({ page, browser, server }) => {
  const own = await customer(browser, server, 'olga');
  await own.evaluate(() => Object.assign(window, { unloaded: false }));
  await portal(page, server, 'agent');
  await expect(notice(own)).toBeEmpty();
  const tab = await actFor(page, server, 'olga kovalenko');
  await expect(notice(own)).toContainText('Support is working in your account since');
  await tab.getByRole('button', { name: 'End session' }).click();
  await expect(notice(own)).not.toContainText('Support is working');
  expect(await own.evaluate(() => 'unloaded' in window), 'the page was not loaded again').toBe(true);
  await own.context().close();
});

test('the question comes without a reload, and its answer leads back to the page @wasm', async ({ page, browser, server }) => {
  const own = await customer(browser, server, 'aoife');
  await open(own, '/search?q=M8');
  await portal(page, server, 'agent');
  await expect(notice(own)).toBeEmpty();
  const tab = await waiting(page, server, 'aoife');
  await notice(own).getByRole('button', { name: 'Allow' }).click();
  await expect(own).toHaveURL(/\/search\?q=M8$/);
  await expect(bar(tab)).toBeVisible({ timeout: 10_000 });
  await expect(notice(own)).toContainText('Support is working in your account since');
  await own.context().close();
});
