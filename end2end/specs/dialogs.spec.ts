import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, login, open, ready, test } from '../fixtures.js';
import { actFor, bar, base, contact, emptyCart, other, portal, shop } from '../people.js';

test.use({ tolerated: [[/status of (401|403|404|409|410|422)/], { option: true }] });

/** Walks with Tab through more controls than the dialog has; none of them lies behind it. */
async function keepsFocus(page: Page) {
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  const controls = await dialog.locator('a, button, input, select, textarea').count();
  for (const key of ['Tab', 'Shift+Tab']) {
    for (let step = 0; step < controls + 4; step += 1) {
      await page.keyboard.press(key);
      const place = await page.evaluate(() => {
        const active = document.activeElement;
        // Between the last control and the first one the browser's own controls have their turn.
        if (!active || active === document.body || active === document.documentElement) return 'outside of the page';
        return active.closest('dialog') ? 'dialog' : `${active.tagName} ${active.textContent}`;
      });
      expect(['dialog', 'outside of the page'], `${key} ${step}`).toContain(place);
    }
  }
}

/** Opens each dialog of the page in turn, looks at the keyboard, and closes it with Escape. */
async function allKeepFocus(page: Page) {
  const openers = page.locator('button[popovertarget]:not([popovertargetaction]):visible');
  const count = await openers.count();
  expect(count).toBeGreaterThan(0);
  for (let nth = 0; nth < count; nth += 1) {
    await openers.nth(nth).focus();
    await page.keyboard.press('Enter');
    await keepsFocus(page);
    // The last Tab may have left the page for the browser's own controls.
    await page.getByRole('dialog').getByRole('button').first().focus();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(openers.nth(nth), 'the focus comes back').toBeFocused();
  }
}

test('every dialog keeps the keyboard until it is closed', async ({ page, browser, server }) => {
  test.setTimeout(120_000);
  await portal(page, server, 'agent');
  await contact(page, 'oleg');
  await ready(page);
  await allKeepFocus(page);
  const tab = await actFor(page, server, 'oleg');
  const supervisor = await other(browser, server);
  await portal(supervisor, server, 'supervisor');
  await open(supervisor, '/portal/sessions');
  await supervisor.getByRole('region', { name: 'Live now' }).locator('a[href^="/portal/sessions/"]').first().click();
  await allKeepFocus(supervisor);
  const customer = await other(browser, server);
  await shop(customer, login(server, 'buyer'));
  await open(customer, '/orders');
  await allKeepFocus(customer);
  await tab.getByRole('button', { name: 'End session' }).click();
  await customer.context().close();
  await supervisor.context().close();
});

test('a browser without inert styles hides what is behind a dialog', async ({ page, server }) => {
  const sheet = readFileSync(new URL('../../style/components/dialog.css', import.meta.url), 'utf8');
  const fallback = /@supports not \(interactivity: inert\) \{([\s\S]*?)\n  \}/.exec(sheet)?.[1] ?? '';
  expect(fallback).toContain('visibility');
  await portal(page, server, 'agent');
  await contact(page, 'oleg');
  await ready(page);
  await page.route('**/*.css', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replaceAll('interactivity', 'unknown-property');
    await route.fulfill({ response: answer, body: `${body}\n${fallback}` });
  });
  await page.reload();
  await ready(page);
  await page.getByRole('button', { name: /^Login on behalf/ }).and(page.locator(':enabled')).first().click();
  await keepsFocus(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('the end asks when the cart was changed without an order, and not after an order', async ({ page, server }) => {
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  await emptyCart(tab, `${base(tab)}/cart`);
  await open(tab, `${base(tab)}/p/hex-nut-din-934-m8-zinc-plated`);
  await tab.getByRole('button', { name: 'Add to cart' }).click();
  await expect(tab).toHaveURL(/\/cart/);
  await tab.getByRole('button', { name: 'End session' }).click();
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText('End the session?');
  await expect(tab.getByRole('main')).toContainText('no order was placed since');
  await tab.getByRole('link', { name: 'Stay in the session' }).click();
  await expect(tab).toHaveURL(/\/cart/);
  await ready(tab);
  await tab.getByRole('link', { name: 'Check out' }).click();
  await ready(tab);
  await tab.getByLabel('PO number').fill('NM-END-1');
  await tab.getByRole('button', { name: 'Place order for Oleg Koval' }).click();
  await expect(tab.getByRole('heading', { name: 'Order placed' })).toBeVisible();
  await tab.getByRole('button', { name: 'End session' }).click();
  await expect(tab).toHaveURL(/\/portal\/contacts\/.*ended=/);
  await expect(tab.getByRole('status').filter({ hasText: 'You ended the session.' })).toBeVisible();
});

test('what was typed at checkout is asked about, and comes back', async ({ page, server }) => {
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  await emptyCart(tab, `${base(tab)}/cart`);
  await open(tab, `${base(tab)}/p/hex-nut-din-934-m8-zinc-plated`);
  await tab.getByRole('button', { name: 'Add to cart' }).click();
  await tab.getByRole('link', { name: 'Check out' }).click();
  await ready(tab);
  await tab.getByLabel(/Order note/).fill('Ring twice');
  await tab.getByRole('button', { name: 'End session' }).click();
  await expect(tab.getByRole('heading', { name: 'End the session?' })).toBeVisible();
  await expect(tab.getByText('was not sent').filter({ visible: true })).toHaveCount(1);
  await tab.getByRole('button', { name: 'Stay in the session' }).click();
  await expect(tab.getByRole('heading', { name: 'Checkout' })).toBeVisible();
  await expect(tab.getByLabel(/Order note/)).toHaveValue('Ring twice');
  await emptyCart(tab, `${base(tab)}/cart`);
  await tab.getByRole('button', { name: 'End session' }).click();
  await tab.getByRole('button', { name: 'End session now' }).click();
  await expect(tab).toHaveURL(/\/portal\/contacts\/.*ended=/);
});

test('what was typed on any page is asked about where there is script @wasm', async ({ page, server }) => {
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  await open(tab, `${base(tab)}/p/hex-nut-din-934-m8-zinc-plated`);
  await tab.getByRole('textbox', { name: /^Quantity of/ }).fill('7');
  await tab.getByRole('button', { name: 'End session' }).click();
  await keepsFocus(tab);
  await tab.getByRole('button', { name: 'Stay in the session' }).click();
  await expect(tab.getByRole('textbox', { name: /^Quantity of/ })).toHaveValue('7');
  await tab.getByRole('button', { name: 'End session' }).click();
  await tab.getByRole('dialog').getByRole('button', { name: 'End session now' }).click();
  await expect(tab).toHaveURL(/\/portal\/contacts\/.*ended=/);
  // What is only searched for is not lost.
  const next = await actFor(page, server, 'oleg');
  await ready(next);
  await next.getByRole('combobox', { name: 'Search products' }).fill('M8');
  await next.getByRole('button', { name: 'End session' }).click();
  await expect(next).toHaveURL(/\/portal\/contacts\/.*ended=/);
});

test('the agent ends their own session from its page, or goes on in it', async ({ page, context, server }) => {
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  await expect(tab.getByRole('status').filter({ hasText: 'The session has started.' })).toBeVisible();
  await expect(bar(tab)).toContainText('@');
  await page.bringToFront();
  await open(page, '/portal/sessions');
  await page.getByRole('region', { name: 'Live now' }).locator('a[href^="/portal/sessions/"]').first().click();
  const [again] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: /Continue in the session/ }).click()]);
  await expect(bar(again)).toContainText('Oleg Koval');
  await page.bringToFront();
  await page.getByRole('button', { name: 'End session' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End session now' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'The session was ended.' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Ended by the agent');
  expect((await tab.goto(`${base(tab)}/cart`))?.status()).toBe(410);
  await expect(tab.getByRole('status').filter({ hasText: 'You ended the session.' })).toBeVisible();
});

test('the end of a session is 44 pixels high for a mouse, and everything is for a finger', async ({ page, browser, server }) => {
  test.setTimeout(120_000);
  await portal(page, server, 'agent');
  const tab = await actFor(page, server, 'oleg');
  for (const width of [1440, 360]) {
    await tab.setViewportSize({ width, height: 800 });
    for (const name of ['End session', 'More time']) {
      const box = await tab.getByRole('button', { name }).boundingBox();
      expect(box?.height, `${name} at ${width}`).toBeGreaterThanOrEqual(44);
      expect(box?.width, `${name} at ${width}`).toBeGreaterThanOrEqual(44);
    }
  }
  const phone = await browser.newContext({
    baseURL: server.baseURL, hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 },
    javaScriptEnabled: test.info().project.name === 'wasm',
    storageState: await page.context().storageState(),
  });
  const hand = await phone.newPage();
  const under = base(tab);
  for (const path of ['/portal/contacts', '/portal/orders', '/portal/sessions', '/portal/security', `${under}/`, `${under}/cart`,
    `${under}/c/fasteners`, `${under}/p/hex-nut-din-934-m8-zinc-plated`, `${under}/checkout`, `${under}/orders`, `${under}/account`,
    `${under}/account/company`, `${under}/more-time`, '/sign-in']) {
    await open(hand, path);
    // A link within a sentence may be as high as its line; everything that stands by itself is a target.
    const small = await hand.evaluate(() => {
      const fields = 'button, select, textarea, input:not([type=hidden]), summary, a.btn, nav a, .row-link, .chip, .tabs a';
      return [...document.querySelectorAll<HTMLElement>(fields)].flatMap((element) => {
        const label = element.closest('label');
        const isTick = ['checkbox', 'radio'].includes(element.getAttribute('type') ?? '');
        const target = isTick && label ? label : element;
        target.scrollIntoView({ block: 'center' });
        const box = target.getBoundingClientRect();
        if (box.width <= 1 || box.height <= 1 || getComputedStyle(element).visibility === 'hidden') return [];
        // The hit area may reach beyond the box: ask what a finger meets above and below its middle.
        const meets = (dy: number) => {
          const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2 + dy);
          return hit !== null && (target.contains(hit) || (label?.contains(hit) ?? false));
        };
        if (box.height >= 43.5 || (meets(21) && meets(-21))) return [];
        return [`${element.tagName} ${element.textContent?.trim() || element.getAttribute('name')} ${Math.round(box.height)}`];
      });
    });
    expect(small, path).toEqual([]);
  }
  await phone.close();
  await tab.getByRole('button', { name: 'End session' }).click();
});
