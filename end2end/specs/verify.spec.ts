import { expect, login, ready, test } from '../fixtures.js';
import { actFor, bar, base, contact, portal, request, verify } from '../people.js';

test.use({ tolerated: [[/status of (401|410|422)/, /ERR_INTERNET_DISCONNECTED/], { option: true }] });

test('wrong credentials are shown at the form, and right ones open the session', async ({ page, server }) => {
  await portal(page, server, 'agent');
  await contact(page, 'oleg');
  const tab = await request(page, page.context());
  await ready(tab);
  const who = login(server, 'agent');
  await tab.getByLabel('Your work e-mail').fill(who.login);
  await tab.getByLabel('Your password').fill('not the right password');
  await tab.getByRole('button', { name: 'Verify and continue' }).click();
  await expect(tab.getByRole('alert')).toContainText('do not match');
  await expect(tab.getByLabel('Your work e-mail')).toHaveValue(who.login);
  await expect(tab.getByLabel('Your password')).toHaveValue('');
  await verify(tab, server);
  await expect(bar(tab)).toContainText('Oleg Koval');
});

test('the answer comes in place and goes when typing begins @wasm', async ({ page, server }) => {
  await portal(page, server, 'agent');
  await contact(page, 'oleg');
  const tab = await request(page, page.context());
  await ready(tab);
  await expect(tab.locator('[data-island=live-form]')).toHaveCount(1);
  // Its loader is gone, with the nonce.
  await expect(tab.locator('script, link[crossorigin]')).toHaveCount(0);
  // Still there after the answer: the page was not loaded again.
  await tab.evaluate(() => document.body.setAttribute('data-same', ''));
  const who = login(server, 'agent');
  await tab.getByLabel('Your work e-mail').fill(who.login);
  await tab.getByLabel('Your password').fill('not the right password');
  let go = () => {};
  const held = new Promise<void>((done) => (go = done));
  await tab.route('**/api/behalf/verify', async (route) => {
    await held;
    await route.continue();
  });
  const button = tab.getByRole('button', { name: 'Verify and continue' });
  await button.click();
  await expect(tab.getByRole('status').filter({ hasText: 'Checking' })).toBeVisible();
  await expect(button).toBeDisabled();
  go();
  await expect(tab.getByRole('alert')).toContainText('do not match');
  await expect(button).toBeEnabled();
  await expect(tab.getByLabel('Your work e-mail')).toHaveValue(who.login);
  await expect(tab.locator('body[data-same]')).toHaveCount(1);
  await tab.getByLabel('Your password').pressSequentially('x');
  await expect(tab.getByRole('alert')).toHaveCount(0);
  await verify(tab, server);
  await expect(bar(tab)).toBeVisible();
});

test('a field that is missing is marked until it is typed @wasm', async ({ page, server }) => {
  await portal(page, server, 'agent');
  await contact(page, 'oleg');
  const tab = await request(page, page.context());
  await ready(tab);
  await tab.locator('form[data-live]').evaluate((form) => form.setAttribute('novalidate', ''));
  await tab.getByLabel('Your work e-mail').fill(login(server, 'agent').login);
  await tab.getByRole('button', { name: 'Verify and continue' }).click();
  const password = tab.getByLabel('Your password');
  await expect(password).toHaveAttribute('aria-invalid', 'true');
  await expect(password).toHaveAccessibleDescription(/.+/);
  await expect(tab.getByLabel('Your work e-mail')).not.toHaveAttribute('aria-invalid', 'true');
  await password.pressSequentially('x');
  await expect(password).not.toHaveAttribute('aria-invalid', 'true');
  await expect(tab.locator('#password-err')).toHaveCount(0);
});

test('the password can be shown, and is hidden again when it is sent @wasm', async ({ page, server }) => {
  await portal(page, server, 'agent');
  await contact(page, 'oleg');
  const tab = await request(page, page.context());
  await ready(tab);
  const password = tab.getByLabel('Your password');
  await password.fill('not the right password');
  await tab.getByLabel('Your work e-mail').fill(login(server, 'agent').login);
  await tab.getByLabel('Show the password').check();
  await expect(password).toHaveAttribute('type', 'text');
  await tab.getByRole('button', { name: 'Verify and continue' }).click();
  await expect(tab.getByRole('alert')).toContainText('do not match');
  await expect(password).toHaveAttribute('type', 'password');
  await expect(tab.getByLabel('Show the password')).not.toBeChecked();
});

test('without a connection that is said, and what was typed stays @wasm', async ({ page, context, server }) => {
  await portal(page, server, 'agent');
  await contact(page, 'oleg');
  const tab = await request(page, page.context());
  await ready(tab);
  const who = login(server, 'agent');
  await tab.getByLabel('Your work e-mail').fill(who.login);
  await tab.getByLabel('Your password').fill(who.password);
  await context.setOffline(true);
  await tab.getByRole('button', { name: 'Verify and continue' }).click();
  await expect(tab.getByRole('alert')).toContainText('No connection. Nothing was sent.');
  await expect(tab.getByLabel('Your password')).toHaveValue(who.password);
  await context.setOffline(false);
  await tab.getByRole('button', { name: 'Verify and continue' }).click();
  await expect(bar(tab)).toBeVisible();
});

test('more time is confirmed in place too @wasm', async ({ page, server }) => {
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  const before = base(tab);
  await tab.goto(`${before}/more-time?back=/orders`);
  await ready(tab);
  const who = login(server, 'agent');
  await tab.getByRole('radio', { name: '60 minutes' }).check();
  await tab.getByLabel('Your work e-mail').fill(who.login);
  await tab.getByLabel('Your password').fill('not the right password');
  await tab.getByRole('button', { name: 'Verify and go on' }).click();
  await expect(tab.getByRole('alert')).toBeVisible();
  await expect(tab.getByRole('radio', { name: '60 minutes' })).toBeChecked();
  await tab.getByLabel('Your password').fill(who.password);
  await tab.getByRole('button', { name: 'Verify and go on' }).click();
  await expect(tab).not.toHaveURL(/more-time/);
  expect(new URL(tab.url()).pathname).toMatch(/\/orders$/);
  expect(base(tab)).not.toBe(before);
});
