import { expect, test } from '@playwright/test';
import { type Login, type Server, startServer } from '../server.js';
import { startFirefox } from './firefox.js';
import { type Browser, ENTER, type Tab } from './tab.js';
import { startWebKit } from './webkit.js';

/** The browsers that are there: a program for each, none when it could not be installed. */
const { FIREFOX, WEBKIT } = process.env;

let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(async () => server.stop());

test('Firefox: the whole story, with http', async () => {
  test.skip(!FIREFOX, 'Firefox is not installed');
  await inside(() => startFirefox(FIREFOX!), (browser) => story(browser, server.baseURL, 'NM-FIREFOX-1'));
});

test('WebKit: the whole story, with https', async () => {
  test.skip(!WEBKIT, 'WebKit is not installed');
  await inside(() => startWebKit(WEBKIT!), (browser) => story(browser, server.secureURL, 'NM-WEBKIT-1'));
});

test('WebKit: with http the session is not kept, and the page says why and leads to https', async () => {
  test.skip(!WEBKIT, 'WebKit is not installed');
  await inside(() => startWebKit(WEBKIT!), async ({ tab }) => {
    const plain = server.secureURL.replace('https', 'http');
    for (const [path, person] of [['/portal/sign-in', who('agent')], ['/sign-in', who('buyer')]] as const) {
      await tab.go(`${plain}${path}`);
      await signIn(tab, person);
      await tab.says('Your browser did not keep the session cookie', 'begins with http://', server.secureURL);
      await tab.click('link', 'Open the https address');
      await tab.at(new RegExp(`^${server.secureURL}${path}`));
      await signIn(tab, person);
      await tab.at(path === '/sign-in' ? /:\d+\/$/ : /\/portal\/contacts$/);
    }
  });
});

/** Runs a test in a browser that is ended in any case. */
async function inside(start: () => Promise<Browser>, run: (browser: Browser) => Promise<void>) {
  test.setTimeout(180_000);
  const browser = await start();
  try {
    await run(browser);
  } finally {
    await browser.stop();
  }
}

/** An agent places an order on behalf of Oleg, ends the session, and Oleg finds the order. */
async function story(browser: Browser, address: string, po: string) {
  const { tab } = browser;
  await tab.go(`${address}/portal`);
  await signIn(tab, who('agent'));
  await tab.at(/\/portal\/contacts$/);
  expect(await tab.awake(), 'WebAssembly runs').toBeGreaterThan(0);
  // What is found while typing covers the button.
  await tab.fill('Search contacts', `oleg${ENTER}`);
  await tab.at(/q=oleg/);
  await tab.click('link', 'Олег Коваль');
  await tab.has('heading', 'Accounts');
  await tab.awake();

  await tab.click('button', 'Login on behalf');
  await tab.choose('Reason', 'Help with an order');
  await tab.click('button', 'Continue');
  const shop = await browser.opened();
  await shop.at(/\/as\/[\w-]+\/verify$/);
  await shop.says('Oleg Koval', 'Northmere Ltd', 'Help with an order');
  const agent = who('agent');
  await shop.fill('Your work e-mail', agent.login);
  await shop.fill('Your password', agent.password);
  await shop.click('button', 'Verify and continue');
  await shop.has('region', 'Acting on behalf');
  await shop.awake();

  await shop.fill('Search products', `HB-M8-40${ENTER}`);
  await shop.click('link', 'Hex bolt DIN 933 M8 × 40, zinc');
  await shop.says('Your prices');
  await shop.awake();
  await shop.click('button', 'Add to cart');
  await shop.at(/\/cart(\?|$)/);
  await shop.click('link', 'Check out');
  await shop.at(/\/checkout/);
  await shop.awake();
  await shop.fill('PO number', po);
  await shop.click('button', 'Place order for Oleg Koval');
  await shop.has('heading', 'Order placed');
  const number = await shop.run<string>(`() => document.querySelector('.receipt-no').textContent`);
  expect(number).toMatch(/^[2-9A-Z]{3}-[2-9A-Z]{4}$/);

  await shop.click('button', 'End session');
  await shop.at(/\/portal\/contacts\/.*ended=/);
  await shop.says(number);

  await tab.go(`${address}/sign-in`);
  await signIn(tab, who('buyer'));
  await tab.at(/:\d+\/$/);
  await tab.go(`${address}/orders/${number}`);
  await tab.says('Ana Silva (Support)', po);
}

async function signIn(tab: Tab, { role, login, password }: Login) {
  await tab.fill(role === 'buyer' ? 'E-mail' : 'Work e-mail', login);
  await tab.fill('Password', password);
  await tab.click('button', 'Sign in');
}

function who(role: string): Login {
  const found = server.logins.find((person) => person.role === role);
  if (!found) throw new Error(`The demo has no ${role}.`);
  return found;
}
