import { expect, login, open, ready, test } from '../fixtures.js';
import { bar, base, contact, other, portal, request, shop, verify } from '../people.js';
import { startServer } from '../server.js';

test.use({ tolerated: [[/status of (401|404|410)/], { option: true }] });

test('the whole story over two hosts', async ({ browser }) => {
  test.setTimeout(120_000);
  const own = await startServer(
    '--public-url', 'http://shop.localhost:{port}', '--portal-url', 'http://portal.localhost:{port}',
  );
  const at = (name: string) => own.baseURL.replace('127.0.0.1', name);
  const [atShop, atPortal] = [at('shop.localhost'), at('portal.localhost')];
  const server = { ...own, baseURL: atShop };
  const context = await browser.newContext({
    baseURL: atPortal,
    javaScriptEnabled: test.info().project.name === 'wasm',
  });
  const blocked: string[] = [];
  context.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) blocked.push(message.text());
  });
  try {
    const page = await context.newPage();
    await portal(page, server, 'agent');
    await contact(page, 'oleg');

    // The form of the portal leads to the storefront's host, where the agent proves who they are.
    // A page of the portal hands the request over; without script it has a button.
    const tab = await request(page, context);
    if (test.info().project.name !== 'wasm') await tab.getByRole('button', { name: 'Continue' }).click();
    await expect(tab).toHaveURL(new RegExp(`^${atShop}/as/[\\w-]+/verify$`));
    expect(await tab.evaluate(() => window.opener)).toBeNull();
    // Its address opens nothing in another browser.
    const stranger = await other(browser, server);
    expect((await stranger.goto(tab.url()))?.status()).toBe(410);
    await expect(stranger.getByText('Oleg')).toHaveCount(0);
    await stranger.context().close();
    await verify(tab, server);
    await expect(bar(tab)).toContainText('Oleg Koval');
    const under = `${atShop}${base(tab)}`;
    await open(tab, `${under}/search?q=HB-M8-40`);
    await tab.getByRole('link', { name: /Hex bolt DIN 933 M8 × 40, zinc/ }).first().click();
    await ready(tab);
    await tab.getByRole('button', { name: 'Add to cart' }).click();
    await tab.getByRole('link', { name: 'Check out' }).click();
    await tab.getByLabel('PO number').fill('NM-HOSTS-1');
    await tab.getByRole('button', { name: 'Place order for Oleg Koval' }).click();
    await expect(tab.getByRole('heading', { name: 'Order placed' })).toBeVisible();
    const number = (await tab.locator('.receipt-no').textContent()) ?? '';

    // From the contact there is a way back into the open session.
    await page.reload();
    await page.getByRole('button', { name: /^Login on behalf/ }).and(page.locator(':enabled')).first().click();
    const link = page.getByRole('dialog').getByRole('link', { name: 'Continue in it' });
    await expect(link).toHaveAttribute('href', `${under}/`);

    // The end leads back to the portal's host, where the agent is still signed in.
    await tab.getByRole('button', { name: 'End session' }).click();
    await expect(tab).toHaveURL(new RegExp(`^${atPortal}/portal/contacts/.*ended=`));
    await expect(tab.getByRole('main')).toContainText(number);
    expect((await tab.goto(`${under}/cart`))?.status()).toBe(410);
    await tab.getByRole('link', { name: 'Back to the contact' }).click();
    await expect(tab).toHaveURL(new RegExp(`^${atPortal}/portal/contacts/`));
    await expect(tab.getByRole('heading', { level: 1 })).toContainText('Oleg Koval');
    expect(blocked).toEqual([]);

    // Neither half is at the other's host.
    expect((await tab.goto(`${atShop}/portal/contacts`))?.status()).toBe(404);
    expect((await tab.goto(`${atPortal}/orders/${number}`))?.status()).toBe(404);
    expect((await tab.goto(`${own.baseURL}/`))?.status()).toBe(421);

    // The customer at the shop finds the order.
    const customer = await other(browser, server);
    await shop(customer, login(server, 'buyer'));
    await open(customer, `/orders/${number}`);
    await expect(customer.getByRole('main')).toContainText('Ana Silva (Support) for you');
    await customer.context().close();
  } finally {
    await context.close();
    await own.stop();
  }
});
