import { expect, login, open, test } from '../fixtures.js';
import { shop } from '../people.js';

test.use({ tolerated: [[/status of (4\d\d)/], { option: true }] });

const NUT = '/p/hex-nut-din-934-m8-zinc-plated';

test('every answer carries the security headers, every page its own nonce', async ({ request }) => {
  const nonces = new Set<string>();
  for (const path of ['/', '/portal/sign-in', '/sign-in', '/c/fasteners', '/nope', '/as/x/cart', '/healthz']) {
    const answer = await request.get(path);
    const headers = answer.headers();
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    expect(headers['strict-transport-security'], path).toContain('max-age=31536000');
    expect(headers['referrer-policy'], path).toBe('same-origin');
    expect(headers['cross-origin-opener-policy'], path).toBe('same-origin');
    const policy = headers['content-security-policy'];
    expect(policy, path).toContain("default-src 'none'");
    expect(policy, path).not.toContain('strict-dynamic');
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    if (nonce) {
      expect(nonces.has(nonce)).toBe(false);
      nonces.add(nonce);
      expect(headers['cache-control'], path).toBe('no-store');
      expect(headers['vary'], path).toContain('Cookie');
      expect(await answer.text(), path).not.toMatch(/ style="| on[a-z]+="/);
    }
  }
  expect(nonces.size).toBeGreaterThanOrEqual(6);
});

test('a forged request changes nothing', async ({ page, server }) => {
  await shop(page, login(server, 'buyer'));
  const count = async () => {
    await open(page, '/cart');
    return page.locator('.line').count();
  };
  const before = await count();
  const form = { quantity: '1' };
  for (const headers of [
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    {},
  ] as Record<string, string>[]) {
    const answer = await page.request.post(NUT, { headers, form });
    expect(answer.status(), JSON.stringify(headers)).toBe(403);
  }
  const text = await page.request.post(NUT, {
    headers: { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'text/plain' },
    data: 'quantity=1',
  });
  expect(text.status()).toBe(415);
  expect(await count()).toBe(before);
});

test('cookies are host-bound, secure and out of reach of scripts', async ({ page, context, server }) => {
  await shop(page, login(server, 'buyer'));
  const cookies = await context.cookies();
  const session = cookies.find((cookie) => cookie.name === '__Host-shop');
  expect(session).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Lax', path: '/' });
  expect(session?.value.length).toBeGreaterThanOrEqual(43);
});

test('redirects stay on our own paths', async ({ request, server }) => {
  const person = login(server, 'buyer');
  for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', '/%09/evil.example', '/portal', '\t//evil', '/\r\nX: y']) {
    const answer = await request.post('/sign-in', {
      headers: { 'Sec-Fetch-Site': 'same-origin' },
      form: { login: person.login, password: person.password, next },
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(303);
    expect(answer.headers()['location'], next).toMatch(/^\/(\?cookie=expected)?$/);
  }
});

test('bad input is refused with a 4xx and never with a 5xx', async ({ page, server }) => {
  await shop(page, login(server, 'buyer'));
  const headers = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/x-www-form-urlencoded' };
  const bodies = [
    '', 'quantity', 'quantity=', 'quantity=%00', 'quantity=%ff%fe', 'quantity=1&quantity=2%00', 'quantity=NaN',
    'quantity=9223372036854775808', 'quantity=%EF%BC%91', 'quantity=' + '9'.repeat(30_000), '%'.repeat(50), 'quantity[]=1',
  ];
  for (const data of bodies) {
    const answer = await page.request.post(NUT, { headers, data });
    expect(answer.status(), data.slice(0, 40)).toBeGreaterThanOrEqual(400);
    expect(answer.status(), data.slice(0, 40)).toBeLessThan(500);
  }
  const large = await page.request.post(NUT, { headers, data: 'quantity=' + '1'.repeat(1_100_000) });
  expect(large.status()).toBe(413);
  for (const path of [
    '/p/%00', '/p/..%2f..%2fetc', '/p/' + 'x'.repeat(5_000), '/orders/%27%20or%201=1', '/c/%F0%9F%92%A9',
    '/orders/00000000-0000-0000-0000-000000000000', '/portal/contacts/not-an-id',
  ]) {
    const status = (await page.request.get(path)).status();
    expect([200, 404], path).toContain(status);
    if (!path.startsWith('/portal')) expect(status, path).toBe(404);
  }
  for (const query of ['"', '*', 'NEAR(', "' or 1=1 --", '%', '_', '\\', '😀', '(((((', 'x'.repeat(5_000), '%00', '%ff']) {
    const answer = await page.request.get(`/search?q=${query.startsWith('%') && query.length === 3 ? query : encodeURIComponent(query)}`);
    expect(answer.status(), query.slice(0, 20)).toBeLessThan(500);
  }
  for (const path of ['/api/catalog/suggest', '/portal/api/contact/search', '/api/no/such']) {
    for (const [type, data] of [['application/json', '{"query":['], ['application/x-www-form-urlencoded', 'nothing=1'], ['text/plain', 'x']]) {
      const answer = await page.request.post(path, { headers: { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': type }, data });
      expect(answer.status(), `${path} ${type}`).toBeGreaterThanOrEqual(400);
      expect(answer.status(), `${path} ${type}`).toBeLessThan(500);
    }
    expect((await page.request.get(path)).status()).toBeGreaterThanOrEqual(400);
  }
  for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE']) {
    const answer = await page.request.fetch('/cart', { method, headers: { 'Sec-Fetch-Site': 'same-origin' } }).catch(() => undefined);
    if (answer) expect([403, 405, 501], method).toContain(answer.status());
  }
});

test('what a customer writes is shown as text', async ({ page, server }) => {
  await shop(page, login(server, 'buyer'));
  await open(page, '/search?q=' + encodeURIComponent('<img src=x onerror=alert(1)></script><script>alert(2)</script>'));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('<img src=x');
  expect(await page.locator('main img[src="x"], main script').count()).toBe(0);
});
