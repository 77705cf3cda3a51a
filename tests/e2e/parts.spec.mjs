// The program comes in two parts: the first page stands there without the second, which is fetched once somebody does
// something; what is said when it does not arrive.
import { foundCompany, goTo, heading, loadDemo, next, visit } from './acts.mjs';
import { expect, test } from './fixture.mjs';
import { storage } from './ledger.mjs';

const REST = /_rest\.wasm$/;
const ALDER = { company: 'Alder Networks', person: 'Ann Alder', email: 'ann@alder.example' };

/** The files that this page asks for from now on. */
function asked(page) {
  const files = [];
  page.on('request', (request) => files.push(new URL(request.url()).pathname.split('/').at(-1)));
  return files;
}

test('a first visit loads what the page names, and nothing more until somebody does something', async ({ page }) => {
  const files = asked(page);
  await visit(page, '#/', 'Hand over a port, keep control');
  await page.waitForLoadState('networkidle');
  const html = await (await page.request.get(page.url())).text();
  expect(files.slice(1).filter((name) => !html.includes(name))).toEqual([]);
  expect(files.filter((name) => name.endsWith('.wasm'))).toHaveLength(1);
  await page.mouse.move(200, 200);
  await expect.poll(() => files.filter((name) => REST.test(name))).toHaveLength(1);
  await page.keyboard.press('Tab');
  await page.mouse.move(300, 300);
  await goTo(page, 'About');
  expect(files.filter((name) => REST.test(name))).toHaveLength(1);
});

test('who comes back sees the overview, of the demo too, without the second part', async ({ page, context }) => {
  await loadDemo(page);
  await page.close();
  const again = await context.newPage();
  const files = asked(again);
  await visit(again, '#/', 'Overview');
  await expect(again.getByText('Demo ledger.')).toBeVisible();
  await again.waitForLoadState('networkidle');
  expect(files.filter((name) => REST.test(name))).toEqual([]);
  await again.keyboard.press('Tab');
  await expect.poll(() => files.filter((name) => REST.test(name))).toHaveLength(1);
});

test('a second part that does not arrive is told in words, and asked for again', async ({ page, faults }) => {
  faults.expect(/Failed to load resource|net::ERR_FAILED/);
  faults.expect(/Failed to fetch/);
  await page.route(REST, (route) => route.abort());
  await visit(page, '#/about', 'This page did not arrive');
  await expect(page.getByRole('alert').filter({ has: heading(page, 'This page did not arrive') })).toContainText('What you have is kept');
  await next(page, 'Try again');
  await expect(heading(page, 'This page did not arrive')).toBeVisible();
  await page.unroute(REST);
  await next(page, 'Try again');
  await expect(heading(page, 'About')).toBeVisible();
  await foundCompany(page, ALDER);
});

test('an error page in place of the second part is told in words', async ({ page, faults }) => {
  faults.expect(/expected magic word/);
  await page.route(REST, (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Not found</h1>' }));
  await visit(page, '#/about', 'This page did not arrive');
});

test('a host that does not know the type of wasm files serves the second part all the same', async ({ page }) => {
  await page.route(REST, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } });
  });
  await visit(page, '#/about', 'About');
});

test('[A8] a demo that does not arrive is told, and the way in stays', async ({ page, faults }) => {
  faults.expect(/Failed to load resource|net::ERR_FAILED/);
  faults.expect(/Failed to fetch/);
  await page.addInitScript(storage.absent);
  await page.route(REST, (route) => route.abort());
  await visit(page, '#/', 'Hand over a port, keep control');
  await next(page, 'Load the demo');
  await expect(page.getByText('The demo did not arrive. Please try again.')).toBeVisible();
  await page.unroute(REST);
  await next(page, 'Load the demo');
  await expect(heading(page, 'Overview')).toBeVisible();
});
