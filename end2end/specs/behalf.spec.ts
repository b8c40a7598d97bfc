import { expect, open, ready, test } from '../fixtures.js';
import { actFor, bar, base, contact, emptyCart, other, portal, request, shop, verify } from '../people.js';
import { startServer } from '../server.js';

test.use({ tolerated: [[/status of (401|403|404|409|410|422)/], { option: true }] });

test('a staff member without the permission sees no button and gets 403 by hand', async ({ page, browser, server }) => {
  const agent = await other(browser, server);
  await portal(agent, server, 'agent');
  await contact(agent, 'oleg');
  const action = await agent.locator('form[action$="/on-behalf"]').first().getAttribute('action');
  await portal(page, server, 'finance');
  await contact(page, 'oleg');
  await expect(page.getByText('Login on behalf')).toHaveCount(0);
  expect((await page.goto(action ?? ''))?.status()).toBe(403);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('You may not do this');
  const answer = await page.request.post(action ?? '', { headers: { 'Sec-Fetch-Site': 'same-origin' }, form: { preset: 'Help with an order' } });
  expect(answer.status()).toBe(403);
  await agent.context().close();
});

test('used, foreign and unknown slugs get a page that says what to do', async ({ page, context, browser, server }) => {
  await portal(page, server, 'agent');
  await contact(page, 'oleg');
  const tab = await request(page, context);
  const address = tab.url();

  // In another browser the address tells nothing about anybody, also with the right credentials at hand.
  const stranger = await other(browser, server);
  await portal(stranger, server, 'supervisor');
  for (const page of ['verify', 'verify/wait', 'verify/passkey']) {
    expect((await stranger.goto(address.replace('verify', page)))?.status()).toBe(410);
    await expect(stranger.getByRole('heading', { level: 1 })).toContainText('This session cannot be opened');
    await expect(stranger.getByRole('main')).toContainText('Start from the portal');
    await expect(stranger.getByText('Oleg')).toHaveCount(0);
    await expect(stranger.getByRole('textbox')).toHaveCount(0);
  }
  await expect(stranger.getByRole('link', { name: /contacts/ })).toBeVisible();
  await stranger.context().close();

  // Somebody else's credentials open nothing in this browser, and use nothing up.
  await verify(tab, server, 'supervisor');
  await expect(tab.getByRole('alert')).toContainText("This request was made by Ana Silva's browser.");

  // The slug alone is an address, not a way in.
  expect((await page.request.get(address.replace('/verify', '/cart'))).status()).toBe(410);

  await verify(tab, server);
  await expect(bar(tab)).toBeVisible();
  expect((await tab.goto(address))?.status()).toBe(410);
  await expect(tab.getByRole('heading', { level: 1 })).toContainText('This session cannot be opened');
  expect((await tab.goto('/as/AAAAAAAAAAAAAAAAAAAAAA/verify'))?.status()).toBe(410);
  await expect(tab.getByRole('heading', { level: 1 })).toContainText('This session cannot be opened');
});

test('a request that is older than its time is over', async ({ browser }) => {
  const own = await startServer('--handoff', '3s');
  const page = await other(browser, own);
  try {
    await portal(page, own, 'agent');
    await contact(page, 'oleg');
    const tab = await request(page, page.context());
    await new Promise((done) => setTimeout(done, 4_000));
    await verify(tab, own);
    await expect(tab.getByRole('heading', { level: 1 })).toContainText('This session cannot be opened');
  } finally {
    await page.context().close();
    await own.stop();
  }
});

test('two customers in two tabs, beside a customer of the same browser, do not mix', async ({ page, context, server }) => {
  test.setTimeout(60_000);
  const emma = server.logins.filter((person) => person.role === 'buyer')[2];
  await shop(page, emma);
  await portal(page, server, 'agent');
  const oleg = await actFor(page, server, 'oleg');
  const olga = await actFor(page, server, 'olga kovalenko');
  expect(base(oleg)).not.toBe(base(olga));
  await emptyCart(olga, `${base(olga)}/cart`);
  const before = await oleg.goto(`${base(oleg)}/cart`).then(() => oleg.locator('.line').count());

  await open(olga, `${base(olga)}/p/hex-nut-din-934-m8-zinc-plated`);
  await olga.getByRole('button', { name: 'Add to cart' }).click();
  await expect(olga.getByRole('button', { name: /^Remove / })).toHaveCount(1);
  await expect(bar(olga)).toContainText('Olga Kovalenko');

  await open(oleg, `${base(oleg)}/cart`);
  await expect(oleg.locator('.line')).toHaveCount(before);
  await expect(bar(oleg)).toContainText('Oleg Koval');

  const own = await context.newPage();
  await open(own, '/account');
  await expect(own.getByRole('main')).toContainText(emma.login);
  await expect(bar(own)).toHaveCount(0);

  // Ending one leaves the other and the customer's own session alone.
  await open(oleg, `${base(oleg)}/cart`);
  await oleg.getByRole('button', { name: 'End session' }).click();
  await expect(oleg).toHaveURL(/\/portal\/contacts\/.*ended=/);
  await open(olga, `${base(olga)}/cart`);
  await expect(olga.locator('.line')).toHaveCount(1);
  await open(own, '/account');
  await expect(own.getByRole('main')).toContainText(emma.login);
});

test('every page of a session carries the bar first, errors too', async ({ page, server }) => {
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  const under = base(tab);
  for (const path of ['/', '/c', '/c/fasteners', '/search?q=M8', '/cart', '/orders', '/account', '/account/support-access', '/nothing-here', '/orders/NO-SUCH', '/portal/contacts', '/sign-in']) {
    await tab.goto(`${under}${path}`);
    await expect(bar(tab), path).toBeVisible();
    expect(await tab.locator('body > *').first().getAttribute('aria-label'), path).toBe('Acting on behalf');
  }
});

test('signing out of the portal ends the sessions that were started from it', async ({ page, server }) => {
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  const under = base(tab);
  // Without a script the dialog stays open behind the new tab.
  await page.reload();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/sign-in/);
  expect((await tab.goto(`${under}/cart`))?.status()).toBe(410);
  await expect(tab.getByRole('main')).toContainText('signed out');
});

test('a junior looks and changes nothing', async ({ page, server }) => {
  await portal(page, server, 'junior');
  await contact(page, 'oleg');
  const tab = await request(page, page.context());
  await verify(tab, server, 'junior');
  await expect(bar(tab)).toContainText('View only');
  await open(tab, `${base(tab)}/cart`);
  await expect(tab.getByRole('link', { name: 'Check out' })).toHaveCount(0);
  const answer = await tab.request.post(`${base(tab)}/p/hex-nut-din-934-m8-zinc-plated`, {
    headers: { 'Sec-Fetch-Site': 'same-origin' },
    form: { quantity: '1' },
  });
  expect(answer.status()).toBe(403);
});

test('a form of another session is refused and nothing is changed', async ({ page, server }) => {
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  const answer = await tab.request.post(`${base(tab)}/p/hex-nut-din-934-m8-zinc-plated`, {
    headers: { 'Sec-Fetch-Site': 'same-origin' },
    form: { quantity: '1', context: '01990000-0000-7000-8000-000000000000' },
  });
  expect(answer.status()).toBe(409);
  expect(await answer.text()).toContain('another session');
});

test('the time left counts down @wasm', async ({ page, server }) => {
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  await ready(tab);
  const timer = bar(tab).getByRole('timer');
  const before = await timer.textContent();
  await expect(timer).not.toHaveText(before ?? '', { timeout: 3_000 });
});
