// The program comes in two parts: a first visit sees the door, and the second part is fetched once somebody does something;
// who is let in at once, and what is said when the second part does not arrive.
import { actAs, foundCompany, goTo, heading, line, loadDemo, next, visit } from './acts.mjs';
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

/** The second part is on its way until the function that this answers is called. */
async function restWaits(page) {
  let arrive;
  const arrival = new Promise((resolve) => {
    arrive = resolve;
  });
  await page.route(REST, async (route) => {
    await arrival;
    await route.continue();
  });
  return arrive;
}

/** The demo is asked for and does not arrive; from then on everything would. */
async function demoDoesNotArrive(page, faults) {
  faults.expect(/Failed to load resource|net::ERR_FAILED/);
  faults.expect(/Failed to fetch/);
  await page.route(REST, (route) => route.abort());
  await visit(page, '#/', 'Hand over a port, keep control');
  await next(page, 'Load the demo');
  await expect(heading(page, 'This page did not arrive')).toBeVisible();
  await page.unroute(REST);
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

test('who comes back is let in without doing anything', async ({ page, context }) => {
  await loadDemo(page);
  await page.close();
  const again = await context.newPage();
  await visit(again, '#/', 'Overview');
  await expect(again.getByText('Demo ledger.')).toBeVisible();
});

test('a tab that waits at the door is let in when another tab begins', async ({ page, context }) => {
  const door = await context.newPage();
  await visit(door, '#/', 'Hand over a port, keep control');
  await foundCompany(page, ALDER);
  await expect(door.getByText('Choose at the top right who you are')).toBeVisible();
  await actAs(door, ALDER.person);
  await expect(heading(door, 'Overview')).toBeVisible();
});

test('a browser that does not tell which databases it has lets everybody in', async ({ page }) => {
  await page.addInitScript(() => {
    delete IDBFactory.prototype.databases;
  });
  const files = asked(page);
  await visit(page, '#/', 'Hand over a port, keep control');
  await expect.poll(() => files.filter((name) => REST.test(name))).toHaveLength(1);
  await foundCompany(page, ALDER);
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

test('[A8] a demo that does not arrive is told, and asked for again', async ({ page, faults }) => {
  await demoDoesNotArrive(page, faults);
  await next(page, 'Try again');
  await expect(page.getByText('Demo ledger.')).toBeVisible();
  await expect(heading(page, 'Overview')).toBeVisible();
});

test('[A8] who asked for the demo and went elsewhere when it did not arrive gets the page, not the demo', async ({ page, faults }) => {
  await demoDoesNotArrive(page, faults);
  await goTo(page, 'About');
  await expect(page.getByText('Demo ledger.')).toHaveCount(0);
});

for (const [what, absent] of [['storage', [storage.absent]], ['storage and settings', [storage.absent, storage.withoutSettings]]]) {
  test(`[A8] [D4] without ${what} the demo is told in this tab, says so, and its clock can be put ahead`, async ({ page }) => {
    for (const script of absent) await page.addInitScript(script);
    await visit(page, '#/', 'Hand over a port, keep control');
    await next(page, 'Load the demo');
    await expect(heading(page, 'Overview')).toBeVisible();
    await expect(page.getByText('In memory only.')).toBeVisible();
    const banner = page.getByRole('status').filter({ hasText: 'Demo ledger.' });
    await expect(banner).toContainText('Nothing here is real');
    await goTo(page, 'Service Tokens', 'Service Token Inventory');
    const soon = line(page, 'Trial for East');
    await expect(soon).toContainText('Unused');
    await banner.getByRole('button', { name: '1 day later' }).click();
    await expect(banner).toContainText('1 day ahead');
    await banner.getByRole('button', { name: '30 days later' }).click();
    await expect(banner).toContainText('31 days ahead. Time never runs back.');
    await expect(soon).toContainText('Expired');
    await expect(banner.getByRole('button', { name: 'Start afresh' })).toHaveCount(0);
    await banner.getByRole('button', { name: 'Leave the demo' }).click();
    await page.getByRole('dialog', { name: 'Leave the demo?' }).getByRole('button', { name: 'Leave the demo' }).click();
    await expect(heading(page, 'Hand over a port, keep control')).toBeVisible();
    await expect(page.getByText('Demo ledger.')).toHaveCount(0);
    await foundCompany(page, ALDER);
    await expect(page.getByText('This tab only reads.')).toHaveCount(0);
  });
}

test('who goes back before the second part is there is greeted again, and let in once when asking again', async ({ page }) => {
  const arrive = await restWaits(page);
  await visit(page, '#/', 'Hand over a port, keep control');
  for (const entry of ['About', 'Data']) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: entry }).click();
    await expect(page.getByText('Loading…')).toBeVisible();
    await page.goBack();
    await expect(heading(page, 'Hand over a port, keep control')).toBeFocused();
    await expect(page.getByText('Loading…')).toHaveCount(0);
  }
  await page.getByRole('link', { name: 'Set up a company' }).click();
  await expect(page.getByText('Loading…')).toBeVisible();
  arrive();
  await expect(heading(page, 'Set up a company')).toBeVisible();
  await expect(page.getByRole('main')).toHaveCount(1);
  await foundCompany(page, ALDER);
});

test('who asked for the demo and went elsewhere before it was there gets the page, not the demo', async ({ page }) => {
  const arrive = await restWaits(page);
  await visit(page, '#/', 'Hand over a port, keep control');
  await next(page, 'Load the demo');
  await expect(page.getByText('Loading…')).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'About' }).click();
  arrive();
  await expect(heading(page, 'About')).toBeVisible();
  await expect(page.getByText('Demo ledger.')).toHaveCount(0);
});

test('[A8] where no choice can be kept, the demo says why it cannot be opened', async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
  });
  await visit(page, '#/', 'Hand over a port, keep control');
  await next(page, 'Load the demo');
  await expect(page.getByText('This browser does not let the page remember a choice')).toBeVisible();
});
