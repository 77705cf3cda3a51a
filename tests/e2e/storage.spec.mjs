// Storage that is absent, forbidden, full, unreadable or newer, and a program that does not start or stops: told in
// words, with nothing lost and nothing written over.
import {
  actAs, actor, addPort, fillRedemption, foundCompany, goTo, heading, line, loadDemo, next, refusal, reveal,
  typed, visit,
} from './acts.mjs';
import { expect, test } from './fixture.mjs';
import { downloaded, fill, ledgers, liftLedger, putRecord, readLedger, storage } from './ledger.mjs';

const ALDER = { company: 'Alder Networks', person: 'Ann Alder', email: 'ann@alder.example' };
const banner = (page) => page.locator('.banner');
const crash = (page) => page.getByRole('alert').filter({ has: page.getByRole('heading', { name: 'Crosskey has stopped' }) });

for (const [how, words] of [
  ['absent', 'This browser offers no storage here.'],
  ['forbidden', 'This browser does not let this page store anything.'],
]) {
  test.describe(`storage that is ${how}`, () => {
    test.beforeEach(({ page }) => page.addInitScript(storage[how]));

    test('[D4] everything works in memory, and that is said all the time', async ({ page }) => {
      await foundCompany(page, ALDER);
      await addPort(page, { name: 'Port DC-7' });
      for (const [hash, title] of [['#/', 'Overview'], ['#/grants', 'Service Token Inventory'], ['#/assets', 'Assets'], ['#/data', 'Data']]) {
        await visit(page, hash, title);
        await expect(banner(page)).toHaveText(`In memory only. ${words} Everything is gone when this tab is closed.`);
        await expect(page.getByRole('navigation', { name: 'Main' })).toContainText('Kept in this tab only.');
      }
      await expect(page.getByText(`${words} Everything is kept in this tab and gone when it is closed.`)).toBeVisible();
      await expect(page.getByRole('button', { name: 'Back up this browser' })).toHaveCount(0);
      await goTo(page, 'Assets');
      await expect(line(page, 'Port DC-7')).toBeVisible();
      await page.reload();
      await expect(banner(page)).toContainText('In memory only.');
      await visit(page, '#/', 'Hand over a port, keep control');
    });

    test('[A8] [D4] the demo works in memory too', async ({ page }) => {
      await page.goto('#/');
      await next(page, 'Load the demo');
      await expect(actor(page)).toContainText('West Company Wanda West');
      await expect(banner(page).first()).toContainText('In memory only.');
      await goTo(page, 'Service Tokens', 'Service Token Inventory');
      await expect(line(page, 'Branch Denver')).toContainText('Active');
    });
  });
}

test('[D3] [D4] without simple storage the ledger is kept all the same', async ({ page }) => {
  await page.addInitScript(storage.withoutSettings);
  await foundCompany(page, ALDER);
  await addPort(page, { name: 'Port DC-7' });
  await expect(banner(page)).toHaveCount(0);
  await page.reload();
  await actAs(page, ALDER.person);
  await expect(heading(page, 'Port DC-7')).toBeVisible();
});

for (const [when, words] of [['atOnce', 'when a record is handed over'], ['atCommit', 'when it is committed']]) {
  test(`[D4] a full disk, noticed ${words}: the tab only reads, says so, and the form keeps everything`, async ({ page }) => {
    await loadDemo(page);
    const key = await reveal(page, 'Backup path to Nimbus');
    await actAs(page, 'Emil East');
    await fillRedemption(page, {
      key, port: 'Port DC-1 · DC Ashburn · 1 Gbps · Dot1q', vlan: 40, name: 'backup', bandwidth: 200, notify: 'emil@east.example',
    });
    const before = await typed(page);
    await fill[when](page);
    await next(page, 'Redeem and connect');
    await expect(refusal(page, 'not-stored')).toContainText('The browser\'s storage is full. Free some space, then reload. Nothing was changed.');
    await expect(banner(page).filter({ hasText: 'This tab only reads.' })).toContainText('The browser\'s storage is full. Free some space, then reload.');
    expect(await typed(page)).toEqual(before);
    await goTo(page, 'Connections');
    await expect(page.getByRole('rowheader')).toHaveText(['west-megaport', 'denver-uplink']);
    await goTo(page, 'Redeem');
    expect(await typed(page)).toEqual(before);
    await next(page, 'Redeem and connect');
    await expect(refusal(page, 'not-stored')).toBeVisible();

    await banner(page).getByRole('button', { name: 'Reload' }).click();
    await expect(banner(page).filter({ hasText: 'This tab only reads.' })).toHaveCount(0);
    expect(await typed(page)).toEqual(before);
    await next(page, 'Redeem and connect');
    await expect(heading(page, 'backup')).toBeVisible();
  });
}

test('[D4] [D6] a ledger of a newer version is left as it is; it can be downloaded, and a new one begun', async ({ page }) => {
  await foundCompany(page, ALDER);
  await liftLedger(page);
  await test.step('the tab that has it open only reads from then on', async () => {
    await expect(banner(page)).toContainText('This tab only reads. The ledger was closed under this tab. Reload to go on.');
    await banner(page).getByRole('button', { name: 'Reload' }).click();
  });
  await expect(banner(page)).toContainText('What is stored here was written by a newer Crosskey. Reload to get that version.');
  const before = await readLedger(page);
  expect(before.version).toBe(7);
  await banner(page).getByRole('button', { name: 'Your data' }).click();
  await expect(heading(page, 'Data')).toBeVisible();
  const { name, text } = await downloaded(page, () => next(page, 'Back up this browser'));
  expect(name).toBe('crosskey-backup.json');
  expect(text).toContain('Alder Networks');
  await next(page, 'Set it aside and start a new ledger');
  await expect(banner(page)).toHaveCount(0);
  await foundCompany(page, { company: 'Birch', person: 'Bo Birch', email: 'bo@birch.example' });
  await page.reload();
  await expect(actor(page)).toContainText('Birch Bo Birch');
  expect(await readLedger(page)).toEqual(before);
});

test('[D4] an unreadable record: the tab shows what came before it, only reads, and nothing is written over', async ({ page }) => {
  await foundCompany(page, ALDER);
  await addPort(page, { name: 'Port DC-7' });
  await putRecord(page, { seq: 3, what: 'nobody can read this' });
  const before = await readLedger(page);
  await page.reload();
  await expect(banner(page)).toContainText('This tab only reads. What is stored here cannot be read (record 3: attempt). It was left as it is.');
  await expect(heading(page, 'Port DC-7')).toBeVisible();
  await visit(page, '#/assets/new', 'Add an asset');
  await page.getByLabel('Name', { exact: true }).fill('Another');
  await page.getByRole('combobox', { name: 'Location' }).selectOption('DC Ashburn');
  await next(page, 'Add the asset');
  await expect(refusal(page, 'not-stored')).toContainText('It was left as it is. Nothing was changed.');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Another');

  await banner(page).getByRole('button', { name: 'Your data' }).click();
  const { text } = await downloaded(page, () => next(page, 'Back up this browser'));
  const stored = JSON.parse(text);
  expect(stored.stores.records).toHaveLength(3);
  expect(stored.stores.records[2].what).toBe('nobody can read this');
  await next(page, 'Set it aside and start a new ledger');
  await expect(banner(page)).toHaveCount(0);
  await expect(heading(page, 'Data')).toBeVisible();
  await foundCompany(page, { company: 'Birch', person: 'Bo Birch', email: 'bo@birch.example' });
  expect(await readLedger(page)).toEqual(before);
  expect(await ledgers(page)).toHaveLength(2);

  await test.step('the demo and back: the new ledger is still the own one', async () => {
    await visit(page, '#/data', 'Data');
    await page.getByRole('button', { name: 'Load the demo' }).click();
    await page.getByRole('status').getByRole('button', { name: 'Leave the demo' }).click();
    await expect(actor(page)).toContainText('Birch Bo Birch');
    await expect(banner(page)).toHaveCount(0);
  });
});

test('[D4] [S3] the browser can be backed up at any time, with every company and key, or without keys; the export is what one company sees', async ({ page }) => {
  await loadDemo(page);
  const key = await reveal(page, 'Trial for East');
  await goTo(page, 'Data');
  await expect(page.getByText('Keys lie readable in it: whoever uses this browser can read them.')).toBeVisible();
  const { text } = await downloaded(page, () => next(page, 'Back up this browser'));
  for (const word of ['West Company', 'East Company', 'Nimbus Cloud', key]) expect(text).toContain(word);
  const { stores } = JSON.parse(text);
  expect(stores.records).toEqual((await readLedger(page, 'demo')).stores.records);
  const keyless = await downloaded(page, () => next(page, 'Back up without keys'));
  expect(keyless.name).toBe('crosskey-backup-without-keys.json');
  for (const word of ['West Company', 'East Company', 'Nimbus Cloud']) expect(keyless.text).toContain(word);
  expect(keyless.text).not.toContain(key);
  expect(JSON.parse(keyless.text).stores.records).toHaveLength(stores.records.length);
  const view = await downloaded(page, () => next(page, 'Export'));
  expect(view.name).toBe('crosskey-export.json');
  expect(JSON.parse(view.text).company).toBe('West Company');
  expect(view.text).not.toContain(key);
});

test.describe('a program that does not start', () => {
  const failing = {
    'a part that cannot be loaded': async (page, faults) => {
      faults.expect(/Failed to load resource/);
      faults.expect(/Failed to fetch/);
      await page.route('**/*.wasm', (route) => route.abort());
    },
    'a script that is not there': async (page, faults) => {
      faults.expect(/Failed to load resource/);
      faults.expect(/Failed to fetch dynamically imported module/);
      await page.route('**/crosskey-app*.js', (route) => route.fulfill({ status: 404 }));
    },
    'a damaged program': async (page, faults) => {
      faults.expect(/magic word/);
      await page.route('**/*.wasm', (route) => route.fulfill({ body: 'damaged', contentType: 'application/wasm' }));
    },
    'WebAssembly that a policy blocks': async (page, faults) => {
      faults.expect(/Content Security Policy|script-src forbids wasm-eval/i);
      const policy = { 'content-security-policy': "script-src 'self' 'unsafe-inline'" };
      await page.route('**/tools/crosskey/', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, headers: { ...response.headers(), ...policy } });
      });
    },
  };
  for (const [what, set] of Object.entries(failing)) {
    test(`${what}: the page says so`, async ({ page, faults }) => {
      await set(page, faults);
      await page.goto('#/');
      await expect(crash(page)).toContainText(/could not be loaded/);
      await expect(page.locator('#boot')).toHaveCount(0);
      await expect(page.getByRole('button', { name: 'Reload' })).toBeFocused();
    });
  }

  test('no WebAssembly at all: the page says so, and fails at nothing else', async ({ page, faults }) => {
    await page.addInitScript(() => delete window.WebAssembly);
    faults.expect(/WebAssembly is not defined/);
    const thrown = [];
    page.on('pageerror', (error) => thrown.push(error.stack));
    await page.goto('#/');
    await expect(crash(page)).toContainText('This browser does not offer WebAssembly, or something blocks it.');
    expect(thrown.filter((stack) => stack.includes('recover'))).toEqual([]);
  });

  test('a connection that hangs: after a while the page says so', async ({ page }) => {
    await page.route('**/*.wasm', () => {});
    await page.goto('#/', { waitUntil: 'commit' });
    await expect(page.getByText('Loading Crosskey…')).toBeVisible();
    await page.clock.fastForward(21_000);
    await expect(page.getByText('Still loading. The connection may be slow or cut off; reload the page to try again.')).toBeVisible();
  });

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false });
    test('the page says what it needs, and does not say that it is loading', async ({ page }) => {
      await page.goto('#/');
      await expect(page.locator('noscript h1')).toHaveText('Crosskey needs JavaScript and WebAssembly');
      await expect(page.locator('noscript h1')).toBeInViewport();
      await expect(page.getByText('Loading Crosskey')).toBeHidden();
    });
  });
});

test('[D4] a program that stops: a word, a reload and the data', async ({ page }) => {
  await foundCompany(page, ALDER);
  const before = await readLedger(page);
  await page.evaluate(() => dispatchEvent(new CustomEvent('crosskey-panic', { detail: 'src/somewhere.rs:1:2' })));
  await expect(crash(page)).toContainText('The program met a fault it could not mend (src/somewhere.rs:1:2).');
  await expect(crash(page)).toContainText('What was acknowledged is kept in this browser.');
  await expect(page.getByRole('button', { name: 'Reload' })).toBeFocused();
  await expect(page.locator('#app')).toBeHidden();
  const { name, text } = await downloaded(page, () => next(page, 'Back up this browser'));
  expect(name).toBe('crosskey-data.json');
  expect(JSON.parse(text)['crosskey:/tools/crosskey/:main']).toEqual(before.stores);
  await expect(page.getByText('Saved as crosskey-data.json. It holds every key in readable form; keep it safe.')).toBeVisible();
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(crash(page)).toHaveCount(0);
  await expect(actor(page)).toContainText('Alder Networks Ann Alder');
});
