import type { Browser, Page } from '@playwright/test';
import { expect, open, test } from '../fixtures.js';
import { actFor, bar, base, emptyCart, other, portal, shop } from '../people.js';
import type { Login, Server } from '../server.js';

test.use({ tolerated: [[/status of (401|403|404|409|410|422)/], { option: true }] });
test.setTimeout(60_000);

const NUT = '/p/hex-nut-din-934-m8-zinc-plated';

/** A customer in a browser of their own, signed in. */
async function customer(browser: Browser, server: Server, name: string): Promise<Page> {
  const who = server.logins.find((person) => person.role === 'buyer' && person.login.startsWith(name)) as Login;
  const page = await other(browser, server);
  await shop(page, who);
  return page;
}

/** From which total on Brightkiln approves. */
async function rule(admin: Page, above: string) {
  await open(admin, '/account/company');
  await admin.getByLabel('Approval above').fill(above);
  await admin.getByRole('button', { name: 'Save rule' }).click();
}

/** Orders something that needs approval; gives the number. */
async function submit(page: Page, prefix = ''): Promise<string> {
  await emptyCart(page, `${prefix}/cart`);
  await open(page, `${prefix}${NUT}`);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await open(page, `${prefix}/checkout`);
  await expect(page.getByRole('complementary', { name: 'Summary' })).toContainText('goes to Benoît Carlier-Roux for approval');
  await page.getByRole('button', { name: 'Send for approval' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sent for approval');
  return (await page.locator('.receipt-no').textContent()) ?? '';
}

test('an administrator says from which total on, a colleague orders, the administrator approves', async ({ browser, server }) => {
  const admin = await customer(browser, server, 'therese');
  await rule(admin, 'much');
  await expect(admin.getByLabel('Approval above')).toHaveValue('much');
  await expect(admin.getByText('Enter an amount')).toBeVisible();
  await rule(admin, '1.00');
  await expect(admin.getByRole('status').filter({ hasText: 'The rule was saved.' })).toBeVisible();

  const own = await customer(browser, server, 'olga');
  const number = await submit(own);
  await open(own, '/orders?status=awaiting_approval');
  await expect(own.getByRole('row', { name: number })).toContainText('Awaiting approval');
  await expect(own.getByRole('link', { name: /^Approvals/ })).toHaveCount(0);
  expect((await own.goto('/approvals'))?.status()).toBe(403);

  await open(admin, '/');
  await admin.getByRole('navigation', { name: 'Account and cart' }).getByRole('link', { name: /^Approvals/ }).click();
  await admin.getByRole('link', { name: number }).click();
  await expect(admin.getByRole('main')).toContainText('Olga Kovalenko');
  await admin.getByRole('button', { name: 'Approve and place' }).click();
  await expect(admin.getByRole('main')).toContainText('The order is placed. The buyer is informed.');
  await expect(admin.getByRole('main')).toContainText('Thérèse Lacombe-Dufour');
  await open(own, `/orders/${number}`);
  await expect(own.getByRole('heading', { level: 1 })).toContainText('Placed');
  expect(await server.mail('olga.kovalenko@brightkiln.example', 'approved your order')).toContain(number);
  await own.context().close();
  await admin.context().close();
});

test('rejecting needs a reason, and the buyer can take back', async ({ browser, server }) => {
  const admin = await customer(browser, server, 'therese');
  await rule(admin, '1');
  const own = await customer(browser, server, 'olga');
  const number = await submit(own);
  await open(admin, `/orders/${number}`);
  await admin.getByText('Reject', { exact: true }).click();
  await admin.getByRole('button', { name: 'Reject order' }).click();
  await expect(admin.getByText('Required.')).toBeVisible();
  await admin.getByLabel('Why').filter({ visible: true }).fill('Gent still has some');
  await admin.getByRole('button', { name: 'Reject order' }).click();
  await expect(admin.getByRole('main')).toContainText('The order was rejected');
  await open(own, `/orders/${number}`);
  await expect(own.getByRole('heading', { level: 1 })).toContainText('Rejected');
  await expect(own.getByRole('main')).toContainText('Gent still has some');

  const second = await submit(own);
  await open(own, `/orders/${second}`);
  await expect(own.getByRole('button', { name: 'Approve and place' })).toHaveCount(0);
  await own.getByText('Take the order back').click();
  await own.getByRole('button', { name: 'Take back', exact: true }).click();
  await expect(own.getByRole('main')).toContainText('The order was taken back.');
  await expect(own.getByRole('heading', { level: 1 })).toContainText('Withdrawn');
  // The second person to decide finds it decided.
  const late = await admin.request.post(`/orders/${second}`, { headers: { 'Sec-Fetch-Site': 'same-origin' }, form: { step: 'approve' } });
  expect(late.status()).toBe(409);
  await own.context().close();
  await admin.context().close();
});

test('on behalf an order waits for the company, and nobody at support decides or changes the company', async ({ page, browser, server }) => {
  const admin = await customer(browser, server, 'therese');
  await rule(admin, '1');
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'olga kovalenko');
  const number = await submit(tab, base(tab));
  await expect(tab.getByRole('main')).toContainText('Nobody at support can approve it');
  const sent = { headers: { 'Sec-Fetch-Site': 'same-origin' }, form: { step: 'approve' } };
  expect((await tab.request.post(`${base(tab)}/orders/${number}`, sent)).status()).toBe(403);
  await open(tab, `${base(tab)}/account/company`);
  await expect(tab.getByRole('main')).toContainText('This cannot be changed on behalf');
  await expect(tab.getByRole('main').getByRole('button', { name: /Save/ })).toHaveCount(0);
  for (const form of [{ what: 'approval', above: '' }, { what: 'consent', consent: 'allowed' }]) {
    const answer = await tab.request.post(`${base(tab)}/account/company`, { headers: sent.headers, form });
    expect(answer.status()).toBe(403);
  }
  await tab.getByRole('button', { name: 'End session' }).click();

  // The customer who could approve is acted for: the agent reads and does not decide.
  const second = await actFor(page, server, 'lacombe');
  await open(second, `${base(second)}/approvals`);
  await second.getByRole('link', { name: number }).click();
  await expect(second.getByRole('main')).toContainText('This cannot be decided on behalf');
  await expect(second.getByRole('button', { name: 'Approve and place' })).toHaveCount(0);
  expect((await second.request.post(`${base(second)}/orders/${number}`, sent)).status()).toBe(403);
  await second.getByRole('button', { name: 'End session' }).click();

  await open(page, `/portal/orders/${number}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Awaiting approval');
  await expect(page.getByRole('main')).toContainText('Benoît Carlier-Roux');
  await open(admin, `/orders/${number}`);
  await expect(admin.getByRole('main')).toContainText('Ana Silva');
  await admin.getByRole('button', { name: 'Approve and place' }).click();
  await expect(admin.getByRole('heading', { level: 1 })).toContainText('Placed');
  await admin.context().close();
});

test('a viewer looks and does not order, at the next click', async ({ browser, server }) => {
  const admin = await customer(browser, server, 'therese');
  const own = await customer(browser, server, 'olga');
  await open(admin, '/account/company?q=olga');
  await admin.getByLabel('Role of').selectOption('Viewer');
  await admin.getByRole('button', { name: /^Save role of/ }).click();
  await expect(admin.getByRole('main')).toContainText('The role was changed.');
  await open(own, NUT);
  await expect(own.getByRole('main')).toContainText('Your company role does not allow ordering.');
  await expect(own.getByRole('button', { name: 'Add to cart' })).toHaveCount(0);
  const answer = await own.request.post(NUT, { headers: { 'Sec-Fetch-Site': 'same-origin' }, form: { quantity: '100' } });
  expect(answer.status()).toBe(403);
  await open(own, '/account/company');
  await expect(own.getByRole('main')).toContainText('An administrator of your company can change this.');
  await expect(own.getByRole('main').getByRole('combobox', { name: /^Role of/ })).toHaveCount(0);
  await open(admin, '/account/company?q=olga');
  await admin.getByLabel('Role of').selectOption('Buyer');
  await admin.getByRole('button', { name: /^Save role of/ }).click();
  await open(own, NUT);
  await expect(own.getByRole('button', { name: 'Add to cart' })).toBeVisible();
  await open(admin, '/account/company?q=nobody-at-all');
  await expect(admin.getByRole('heading', { name: 'Nobody matches' })).toBeVisible();
  await own.context().close();
  await admin.context().close();
});

test("a company's never ends open sessions of its people", async ({ page, browser, server }) => {
  const admin = await customer(browser, server, 'therese');
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'olga kovalenko');
  await open(admin, '/account/company');
  await admin.getByLabel('Never').check();
  await admin.getByRole('button', { name: 'Save support access' }).click();
  await expect(admin.getByRole('main')).toContainText('support is out of your accounts');
  expect((await tab.goto(`${base(tab)}/cart`))?.status()).toBe(410);
  await expect(bar(tab)).toHaveCount(0);
  await admin.getByLabel('Allowed').check();
  await admin.getByRole('button', { name: 'Save support access' }).click();
  await expect(admin.getByRole('main')).toContainText('Your choice was saved.');
  await admin.context().close();
});
