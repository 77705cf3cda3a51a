// The watch that every other test stands under: what it sees, and that nothing gets past the policy.
import { loadDemo, visit } from './acts.mjs';
import { expect, test } from './fixture.mjs';

test('a request to another host is stopped by the policy, and seen', async ({ page, faults }) => {
  await visit(page, '#/about', 'About');
  faults.expect(/^Violation: connect-src forbids https:\/\/elsewhere\.example/);
  faults.expect(/violates the .*Content Security Policy/);
  const answer = await page.evaluate(() => fetch('https://elsewhere.example/').then(() => 'sent', () => 'stopped'));
  expect(answer).toBe('stopped');
});

test('a request that leaves all the same is seen', async ({ page, faults }) => {
  await visit(page, '#/about', 'About');
  faults.expect(/^Foreign request: https:\/\/elsewhere\.example\/$/);
  await page.route('https://elsewhere.example/', (route) => route.fulfill({ body: '' }));
  await page.evaluate(() => void window.open('https://elsewhere.example/'));
  await page.context().waitForEvent('page');
});

test('scripts, styles and pictures that are not the page’s own are stopped', async ({ page, faults }) => {
  await loadDemo(page);
  faults.expect(/^Violation: script-src-elem forbids inline/);
  faults.expect(/^Violation: script-src-attr forbids inline/);
  faults.expect(/^Violation: style-src-attr forbids inline/);
  faults.expect(/^Violation: img-src forbids https:\/\/elsewhere\.example/);
  faults.expect(/^Foreign request: https:\/\/elsewhere\.example\/x\.png/);
  faults.expect(/violates the following Content Security Policy directive/);
  await page.evaluate(() => {
    const put = (html) => document.body.insertAdjacentHTML('beforeend', html);
    put('<p style="color: red" id="styled">styled</p><button onclick="window.ran = true" id="inline">inline</button>');
    put('<img src="https://elsewhere.example/x.png" alt="">');
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    document.getElementById('inline').click();
  });
  expect(await page.evaluate(() => window.ran)).toBeUndefined();
  await expect(page.locator('#styled')).not.toHaveCSS('color', 'rgb(255, 0, 0)');
});

test('a fault in a script is seen', async ({ page, faults }) => {
  await visit(page, '#/about', 'About');
  faults.expect(/^Uncaught: a slip$/);
  const seen = page.waitForEvent('pageerror');
  await page.evaluate(() => void Promise.reject(new Error('a slip')));
  await seen;
});

test('the whole app asks only its own host, and only for its own files', async ({ page, baseURL }) => {
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await loadDemo(page);
  for (const [hash, title] of [['#/grants', 'Service Token Inventory'], ['#/redeem', 'Redeem'], ['#/data', 'Data']]) {
    await visit(page, hash, title);
  }
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.filter((address) => !address.startsWith(baseURL))).toEqual([]);
});
