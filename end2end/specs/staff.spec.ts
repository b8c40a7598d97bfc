import type { Page } from '@playwright/test';
import { expect, login, open, ready, test } from '../fixtures.js';
import { actFor, base, contact, emptyCart, other, portal } from '../people.js';
import type { Server } from '../server.js';

test.use({ tolerated: [[/status of (401|403|404|409|410|422)/], { option: true }] });

const nut = '/p/hex-nut-din-934-m8-zinc-plated';

/** A browser of its own in which the administrator is signed in. */
async function admin(browser: Parameters<typeof other>[0], server: Server) {
  const page = await other(browser, server);
  await portal(page, server, 'admin');
  return page;
}

/** Opens the page of a member of staff. */
async function person(page: Page, words: string) {
  await open(page, `/portal/staff?q=${encodeURIComponent(words)}`);
  await page.getByRole('rowheader').getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: 'Access' })).toBeVisible();
}

/** Presses a button that asks once more, and says yes. */
async function confirm(page: Page, label: string) {
  await page.getByRole('button', { name: label, exact: true }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: label, exact: true }).click();
  await expect(page.getByRole('status').first()).toBeVisible();
}

/** Saves what a role may do, with some fields changed. */
async function role(page: Page, name: string, change: () => Promise<void>) {
  await open(page, `/portal/staff/roles/${name}`);
  await change();
  await page.getByRole('button', { name: 'Save role' }).click();
  await expect(page.getByText('The role was saved.')).toBeVisible();
}

test('somebody is invited, chooses a password by the mailed link and signs in', async ({ page, browser, server }) => {
  const email = `nora.${test.info().project.name}@kilnworth.example`;
  const password = 'seven quiet lanterns by the harbour';
  await portal(page, server, 'admin');
  await open(page, '/portal/staff');
  await page.getByRole('link', { name: 'Invite' }).click();

  // What cannot be taken stands at its field, and what was typed stays.
  await page.getByLabel('Name').fill('Nora Vance');
  await page.getByLabel('Work e-mail').fill(login(server, 'agent').login);
  await page.getByLabel('Role').selectOption('agent');
  await page.getByRole('button', { name: 'Send invitation' }).click();
  await expect(page.getByText('This is already in use.')).toBeVisible();
  await expect(page.getByLabel('Name')).toHaveValue('Nora Vance');

  await page.getByLabel('Work e-mail').fill(email);
  await page.getByRole('button', { name: 'Send invitation' }).click();
  await expect(page.getByText('The invitation is on its way.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Invited' })).toBeVisible();

  const text = await server.mail(email, '/portal/welcome/');
  const mailed = new URL(/http\S+\/portal\/welcome\/\S+/.exec(text)?.[0] ?? '');
  expect(mailed.port, 'the link is of the site itself').toBe(new URL(server.baseURL).port);
  const link = mailed.pathname;

  const nora = await other(browser, server);
  await nora.goto(link);
  await nora.reload();
  await nora.getByLabel('New password').fill('short');
  await nora.getByRole('button', { name: 'Set password' }).click();
  await expect(nora.getByText('Write at least 15 characters.')).toBeVisible();
  await nora.getByLabel('New password').fill(password);
  await nora.getByRole('button', { name: 'Set password' }).click();
  await expect(nora.getByText('Your password is set.')).toBeVisible();
  await nora.getByLabel('Work e-mail').fill(email);
  await nora.getByLabel('Password').fill(password);
  await nora.getByRole('button', { name: 'Sign in' }).click();
  await expect(nora).toHaveURL(/\/portal\/contacts/);

  expect((await nora.goto(link))?.status()).toBe(410);
  await expect(nora.getByRole('heading', { level: 1 })).toContainText('This link has expired');
  await nora.context().close();
});

test('another role and disabling act at once on a session that is open', async ({ page, browser, server }) => {
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  const boss = await admin(browser, server);
  await person(boss, 'ana');
  await boss.getByLabel('Role').selectOption('junior');
  await boss.getByRole('button', { name: 'Change role' }).click();
  await expect(boss.getByText('The role was changed.')).toBeVisible();
  const answer = await tab.request.post(`${base(tab)}${nut}`, { headers: { 'Sec-Fetch-Site': 'same-origin' }, form: { quantity: '1' } });
  expect(answer.status()).toBe(403);
  await boss.getByLabel('Role').selectOption('agent');
  await boss.getByRole('button', { name: 'Change role' }).click();
  await expect(boss.getByText('The role was changed.')).toBeVisible();

  await expect(boss.getByRole('heading', { name: 'Acting on behalf now' })).toBeVisible();
  await confirm(boss, 'Disable');
  await expect(boss.getByText('Not signed in anywhere.')).toBeVisible();
  expect((await tab.goto(`${base(tab)}/cart`))?.status()).toBe(410);
  await expect(tab.getByRole('main')).toContainText('disabled');
  await page.goto('/portal/contacts');
  await expect(page).toHaveURL(/sign-in/);
  await boss.getByRole('button', { name: 'Enable' }).click();
  await expect(boss.getByText('Enabled again.')).toBeVisible();
  await portal(page, server, 'agent');
  await boss.context().close();
});

test('administrators cannot change their own access, and others cannot change anybody', async ({ page, browser, server }) => {
  const boss = await admin(browser, server);
  await person(boss, 'ewa');
  await expect(boss.getByRole('button', { name: 'Disable' })).toHaveCount(0);
  const own = new URL(boss.url()).pathname;
  const post = (who: Page, path: string, form = {}) =>
    who.request.post(path, { headers: { 'Sec-Fetch-Site': 'same-origin' }, form });
  expect((await post(boss, `${own}/disable`)).status()).toBe(403);
  expect((await post(boss, `${own}/role`, { role: 'agent' })).status()).toBe(403);
  await open(boss, '/portal/staff/roles/admin');
  await boss.getByLabel('Manage staff').uncheck();
  await boss.getByRole('button', { name: 'Save role' }).click();
  await expect(boss.getByText('Nobody would be left who may manage staff.').first()).toBeVisible();
  await expect(boss.getByLabel('Manage staff')).not.toBeChecked();

  await portal(page, server, 'supervisor');
  await person(page, 'ana');
  await expect(page.getByRole('button', { name: 'Disable' })).toHaveCount(0);
  expect((await page.goto('/portal/staff/roles'))?.status()).toBe(403);
  expect((await post(page, `${own}/disable`)).status()).toBe(403);
  await boss.context().close();
});

test('sales sees the companies that are assigned and no others', async ({ page, browser, server }) => {
  const agent = await other(browser, server);
  await portal(agent, server, 'agent');
  await contact(agent, 'oleg');
  const oleg = new URL(agent.url()).pathname;
  await agent.context().close();

  await portal(page, server, 'sales');
  expect((await page.goto(oleg))?.status()).toBe(404);
  await open(page, '/portal/contacts?q=oleg');
  await expect(page.getByRole('heading', { name: 'No contact matches' })).toBeVisible();
  await expect(page.locator('#company-list option')).toHaveCount(4);
  await open(page, '/portal/contacts?q=brightkiln');
  await expect(page.getByRole('rowheader').first()).toBeVisible();

  // A company that is taken away is gone at the next click.
  const boss = await admin(browser, server);
  await person(boss, 'farid');
  await boss.getByLabel('Brightkiln SA').uncheck();
  await boss.getByRole('button', { name: 'Save companies and stores' }).click();
  await expect(boss.getByText('Companies and stores were saved.')).toBeVisible();
  await open(page, '/portal/contacts?q=brightkiln');
  await expect(page.getByRole('heading', { name: 'No contact matches' })).toBeVisible();
  await boss.getByLabel('Add a company').fill('Brightkiln SA');
  await boss.getByRole('button', { name: 'Save companies and stores' }).click();
  await expect(boss.getByLabel('Brightkiln SA')).toBeChecked();
  await boss.context().close();
});

test('an order above the limit needs a supervisor, and the customer gets a mail', async ({ page, browser, server }) => {
  test.setTimeout(60_000);
  const boss = await admin(browser, server);
  await role(boss, 'agent', () => boss.getByLabel('Largest order on behalf').fill('0.01'));
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  await emptyCart(tab, `${base(tab)}/cart`);
  await open(tab, `${base(tab)}${nut}`);
  await tab.getByRole('button', { name: 'Add to cart' }).click();
  await ready(tab);
  await open(tab, `${base(tab)}/checkout`);
  // The limit is shown before anybody presses the button.
  await expect(tab.getByRole('heading', { name: 'Release by a second person' })).toBeVisible();
  await expect(tab.getByText('Your limit for one order on behalf is £0.01.')).toBeVisible();
  const po = tab.getByLabel('PO number');
  if (await po.count()) await po.fill('PO-7');
  await tab.getByRole('button', { name: /^Place order/ }).click();
  await expect(tab.getByRole('heading', { name: 'The order was not placed' })).toBeVisible();

  const [ana, ben] = [login(server, 'agent'), login(server, 'supervisor')];
  const release = async (who: { login: string }, password: string) => {
    await tab.getByLabel('Their work e-mail').fill(who.login);
    await tab.getByLabel('Their password').fill(password);
    await tab.getByRole('button', { name: /^Place order/ }).click();
  };
  await release(ana, ana.password);
  await expect(tab.getByText('This must be somebody else').first()).toBeVisible();
  await release(ben, 'not the password at all');
  await expect(tab.getByText('Login and password do not match.').first()).toBeVisible();
  await release(ben, ben.password);
  await expect(tab).toHaveURL(/\/orders\//);
  const number = /orders\/([^?]+)/.exec(tab.url())?.[1] ?? '';

  await tab.getByRole('button', { name: 'End session' }).click();
  await expect(tab).toHaveURL(/\/portal\/contacts\/.*ended=/);
  const mail = await server.mail('oleg@northmere.example', `Order ${number} was placed`);
  expect(mail).toContain('Ana Silva (Support)');
  expect(mail).toContain(`:${new URL(server.baseURL).port}/account/support-access`);
  await role(boss, 'agent', () => boss.getByLabel('Largest order on behalf').fill('25000'));
  await boss.context().close();
});
