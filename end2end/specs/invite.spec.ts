import { expect, open, test } from '../fixtures.js';
import { portal, shop } from '../people.js';
import { startServer } from '../server.js';

test.describe.configure({ timeout: 120_000 });
test.use({ tolerated: [[/status of (410|422)/], { option: true }] });

const chosen = 'nine purple kettles sing softly';
const email = 'first.visit@invited.example';

test('an agent invites a contact, who chooses a password and signs in', async ({ browser }) => {
  const server = await startServer();
  const options = { baseURL: server.baseURL, javaScriptEnabled: test.info().project.name === 'wasm' };
  const [desk, home] = [await browser.newContext(options), await browser.newContext(options)];
  try {
    const agent = await desk.newPage();
    await portal(agent, server, 'agent');
    await open(agent, '/portal/contacts?status=none');
    await agent.locator('tbody a[href^="/portal/contacts/"]').first().click();
    await agent.getByRole('link', { name: 'Invite', exact: true }).click();
    await expect(agent.getByRole('heading', { level: 1 })).toHaveText('Invite to the storefront');
    await expect(agent.getByLabel('E-mail', { exact: true })).not.toHaveValue('');
    const store = agent.getByLabel('Store');
    await store.selectOption({ index: (await store.locator('option').count()) - 1 });
    await agent.getByLabel('E-mail', { exact: true }).fill(email);
    await agent.getByLabel('Message').fill('See you soon');
    await agent.getByRole('button', { name: 'Send the invitation' }).click();
    await expect(agent.getByText('The invitation is on its way to the customer.')).toBeVisible();
    await expect(agent.getByText('The link works until')).toBeVisible();

    const text = await server.mail(email, '/welcome/');
    expect(text).toContain('See you soon');
    const link = new URL(/http\S+\/welcome\/\S+/.exec(text)?.[0] ?? '').pathname;
    const customer = await home.newPage();
    const shown = await customer.goto(link);
    expect(shown?.headers()['referrer-policy']).toBe('no-referrer');
    await expect(customer.locator('script')).toHaveCount(0);
    await customer.getByLabel('Password', { exact: true }).fill('short');
    await customer.getByRole('button', { name: 'Set password' }).click();
    await expect(customer.getByText('Write at least 15 characters.')).toBeVisible();
    await customer.getByLabel('Password', { exact: true }).fill(chosen);
    await customer.getByRole('button', { name: 'Set password' }).click();
    await expect(customer.getByText('Your password is set.')).toBeVisible();
    expect((await customer.goto(link))?.status(), 'the link works once').toBe(410);
    await expect(customer.getByRole('heading', { level: 1 })).toHaveText('This invitation works no more');
    await shop(customer, { login: email, password: chosen });

    await agent.reload();
    await expect(agent.getByText('The link works until')).toHaveCount(0);
    await expect(agent.getByRole('button', { name: /^Login on behalf/ }).first()).toBeVisible();
  } finally {
    await desk.close();
    await home.close();
    await server.stop();
  }
});

test('an invitation is revoked, and all of a list are invited at once', async ({ browser }) => {
  const server = await startServer();
  const javaScriptEnabled = test.info().project.name === 'wasm';
  const context = await browser.newContext({ baseURL: server.baseURL, javaScriptEnabled });
  try {
    const agent = await context.newPage();
    await portal(agent, server, 'agent');
    await open(agent, '/portal/contacts?q=raman');
    await agent.getByRole('link', { name: 'Invite all who have no password yet' }).click();
    await agent.getByRole('button', { name: 'Send 1 invitation' }).click();
    await expect(agent.getByText('The invitations are on their way.')).toBeVisible();
    await agent.locator('tbody a[href^="/portal/contacts/"]').first().click();
    await expect(agent.getByRole('button', { name: 'Send the invitation again' })).toBeVisible();
    await agent.getByRole('button', { name: 'Revoke the invitation' }).first().click();
    await agent.getByRole('dialog').getByRole('button', { name: 'Revoke the invitation' }).click();
    await expect(agent.getByText('The invitation was revoked. Its link works no more.')).toBeVisible();
  } finally {
    await context.close();
    await server.stop();
  }
});
