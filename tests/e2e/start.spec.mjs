// The start: what stands in the page before the program is there, and who gets which page once it is.
import { foundCompany, goTo, heading, line, loadDemo, next, actAs, visit } from './acts.mjs';
import { expect, test } from './fixture.mjs';
import { storage } from './ledger.mjs';

const WELCOME = 'Hand over a port, keep control';
const ALDER = { company: 'Alder Networks', person: 'Ann Alder', email: 'ann@alder.example' };

/** The program is on its way until the function that this answers is called. */
async function programWaits(page) {
  let arrive;
  const arrival = new Promise((resolve) => {
    arrive = resolve;
  });
  await page.route('**/*.wasm', async (route) => {
    await arrival;
    await route.continue();
  });
  return arrive;
}

const loading = (page) => page.getByText('Loading Crosskey…');
const started = (page) => expect(page.locator('#boot')).toHaveCount(0);
const words = async (page) => (await page.locator('main').innerText()).replace('Loading Crosskey…', '').replace(/\s+/g, ' ').trim();

test('a first visit is welcomed before the program is there, in the words that the app has then', async ({ page }) => {
  const arrive = await programWaits(page);
  await page.goto('#/', { waitUntil: 'commit' });
  await expect(heading(page, WELCOME)).toBeVisible();
  await expect(loading(page)).toBeVisible();
  const before = await words(page);
  arrive();
  await started(page);
  await expect(heading(page, WELCOME)).toBeFocused();
  expect(await words(page)).toBe(before);
});

test('a first visit loads what the page names, and nothing more', async ({ page }) => {
  const files = [];
  page.on('request', (request) => files.push(new URL(request.url()).pathname.split('/').at(-1)));
  await visit(page, '#/', WELCOME);
  await started(page);
  await page.waitForLoadState('networkidle');
  const html = await (await page.request.get(page.url())).text();
  expect(files.slice(1).filter((name) => !html.includes(name))).toEqual([]);
  expect(files.filter((name) => name.endsWith('.wasm'))).toHaveLength(1);
});

test('who comes back, or comes for a page, reads that it loads', async ({ page, context }) => {
  await loadDemo(page);
  await page.close();
  for (const [hash, title] of [['#/', 'Overview'], ['#/about', 'About']]) {
    const again = await context.newPage();
    const arrive = await programWaits(again);
    await again.goto(hash, { waitUntil: 'commit' });
    await expect(loading(again)).toBeVisible();
    await expect(heading(again, WELCOME)).toBeHidden();
    arrive();
    await expect(heading(again, title)).toBeVisible();
    await expect(again.getByText('Demo ledger.')).toBeVisible();
    await again.close();
  }
});

test('[A8] the demo that is asked for before the program is there comes with it', async ({ page }) => {
  const arrive = await programWaits(page);
  await page.goto('#/', { waitUntil: 'commit' });
  await next(page, 'Load the demo');
  await expect(heading(page, WELCOME)).toBeHidden();
  await expect(loading(page)).toBeVisible();
  arrive();
  await expect(page.getByText('Demo ledger.')).toBeVisible();
  await expect(heading(page, 'Overview')).toBeVisible();
});

test('[A8] who asked for the demo and went elsewhere before it was there gets the page, not the demo', async ({ page }) => {
  const arrive = await programWaits(page);
  await page.goto('#/', { waitUntil: 'commit' });
  await next(page, 'Load the demo');
  await page.evaluate(() => {
    location.hash = '#/about';
  });
  arrive();
  await expect(heading(page, 'About')).toBeVisible();
  await expect(page.getByText('Demo ledger.')).toHaveCount(0);
});

test('who goes back before the program is there is welcomed again', async ({ page }) => {
  const arrive = await programWaits(page);
  await page.goto('#/', { waitUntil: 'commit' });
  const link = page.getByRole('link', { name: 'Set up a company' });
  await link.click();
  await expect(link).toBeHidden();
  await expect(loading(page)).toBeVisible();
  await page.goBack({ waitUntil: 'commit' });
  await expect(heading(page, WELCOME)).toBeVisible();
  await link.click();
  arrive();
  await expect(heading(page, 'Set up a company')).toBeVisible();
  await expect(page.getByRole('main')).toHaveCount(1);
  await foundCompany(page, ALDER);
});

test('a tab that shows the welcome knows it when another tab begins', async ({ page, context }) => {
  const door = await context.newPage();
  await visit(door, '#/', WELCOME);
  await started(door);
  await foundCompany(page, ALDER);
  await expect(door.getByText('Choose at the top right who you are')).toBeVisible();
  await actAs(door, ALDER.person);
  await expect(heading(door, 'Overview')).toBeVisible();
});

test('a host that does not know the type of wasm files serves the program all the same', async ({ page }) => {
  await page.route('**/*.wasm', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } });
  });
  await visit(page, '#/about', 'About');
  await goTo(page, 'Data');
});

for (const [what, absent] of [['storage', [storage.absent]], ['storage and settings', [storage.absent, storage.withoutSettings]]]) {
  test(`[A8] [D4] without ${what} the demo is told in this tab, says so, and its clock can be put ahead`, async ({ page }) => {
    for (const script of absent) await page.addInitScript(script);
    await visit(page, '#/', WELCOME);
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
    await expect(heading(page, WELCOME)).toBeVisible();
    await expect(page.getByText('Demo ledger.')).toHaveCount(0);
    await foundCompany(page, ALDER);
    await expect(page.getByText('This tab only reads.')).toHaveCount(0);
  });
}

test('[A8] where no choice can be kept, the demo says why it cannot be opened', async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
  });
  await visit(page, '#/', WELCOME);
  await next(page, 'Load the demo');
  await expect(page.getByText('This browser does not let the page remember a choice')).toBeVisible();
});
