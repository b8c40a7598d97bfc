import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, login, open, test } from '../fixtures.js';
import { actFor, base, portal, shop } from '../people.js';

test.use({ tolerated: [[/status of (401|403|404|410|422)/], { option: true }] });
test.describe.configure({ mode: 'parallel' });

/** What axe finds. There are no frames, so the page itself can do all of it. */
const analyze = (page: Page) => new AxeBuilder({ page }).setLegacyMode().analyze();

async function check(page: Page, path: string) {
  await open(page, path);
  const found = await analyze(page);
  const violations = found.violations.map((v) => `${path}: ${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(' | ')}`);
  expect(violations).toEqual([]);
  await expect(page.getByRole('heading', { level: 1 }), path).toHaveCount(1);
  await expect(page, path).toHaveTitle(/.+ – .+/);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} @wasm`, () => {
    test.use({ colorScheme });

    test('the storefront', async ({ page, server }) => {
      test.setTimeout(180_000);
      for (const path of ['/', '/sign-in', '/forgot-password', '/reset/x', '/nope']) await check(page, path);
      await shop(page, login(server, 'buyer'));
      const order = await page.goto('/orders').then(() => page.getByRole('rowheader').getByRole('link').first().getAttribute('href'));
      for (const path of ['/', '/c', '/c/fasteners', '/search?q=M8', '/search?q=nothing-at-all', '/p/hex-nut-din-934-m8-zinc-plated', '/cart', '/checkout', '/orders', order ?? '/orders', '/account', '/account/support-access', '/account/company', '/account/password']) {
        await check(page, path);
      }
    });

    test('the portal', async ({ page, server }) => {
      test.setTimeout(180_000);
      for (const path of ['/portal/sign-in', '/portal/forgot-password', '/portal/reset/x']) await check(page, path);
      await portal(page, server, 'supervisor');
      const contact = await page.goto('/portal/contacts?q=oleg').then(() => page.getByRole('rowheader').getByRole('link').first().getAttribute('href'));
      const order = await page.goto('/portal/orders').then(() => page.getByRole('rowheader').getByRole('link').first().getAttribute('href'));
      const session = await page.goto('/portal/sessions').then(() => page.getByRole('main').locator('a[href^="/portal/sessions/"]').first().getAttribute('href'));
      for (const path of ['/portal/contacts', contact ?? '', '/portal/orders', order ?? '', '/portal/sessions', session ?? '', '/portal/staff', '/portal/audit', '/portal/security', '/portal/security/password', '/portal/contacts?q=no-such-name', '/portal/kit', '/portal/kit?state=danger&page=2', '/portal/kit?q=none']) {
        await check(page, path);
      }
      await open(page, contact ?? '');
      await page.getByRole('button', { name: /^Login on behalf/ }).and(page.locator(':enabled')).first().click();
      expect((await analyze(page)).violations.map((v) => v.id)).toEqual([]);
    });

    test('acting on behalf, and the audit log', async ({ page, server }) => {
      test.setTimeout(120_000);
      await portal(page, server, 'agent');
      const tab = await actFor(page, server, 'oleg');
      const under = base(tab);
      for (const path of ['/', '/c/fasteners', '/cart', '/checkout', '/orders', '/nope']) await check(tab, `${under}${path}`);
      await tab.context().clearCookies();
      await check(tab, `${under}/cart`);
      await portal(tab, server, 'auditor');
      for (const path of ['/portal/audit', '/portal/audit?q=on-behalf:yes', '/portal/audit?event=3', '/portal/audit?q=who:ana', '/portal/audit?q=actor:nobody-at-all']) {
        await check(tab, path);
      }
    });
  });
}
