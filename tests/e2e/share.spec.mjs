// Sharing: a key leaves as a link, a QR code, an e-mail, a file or a sheet, and arrives in the redemption form.
import { readFile } from 'node:fs/promises';
import {
  EAST_PORT, WEST_PORT, actAs, actor, addPort, copyLink, createToken, fact, field, foundCompany, goTo, heading, loadDemo, next,
  notices, openToken, redeem, refusal, reveal, says, share, visit,
} from './acts.mjs';
import { expect, test } from './fixture.mjs';
import { kept } from './ledger.mjs';
import { modulesOf, readQr } from './qr.mjs';

const TOKEN = 'Backup path to Nimbus';
const WISH = { port: EAST_PORT, vlan: 40, name: 'backup', bandwidth: 200, notify: 'emil@east.example' };

/** Waits for Share of a token in the demo; its key and its link. */
async function shareToken(page, name = TOKEN) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await loadDemo(page);
  const key = await reveal(page, name);
  await share(page);
  return { key, link: await copyLink(page) };
}

function crc32(bytes) {
  const step = (sum) => (sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1);
  return ~bytes.reduce((sum, byte) => Array.from({ length: 8 }).reduce(step, sum ^ byte), -1);
}

/** What a link says, and a link that says something else. */
const offerIn = (link) => JSON.parse(Buffer.from(link.split('offer=1.')[1], 'base64url').subarray(0, -4));
function forge(link, change) {
  const json = Buffer.from(JSON.stringify(change(offerIn(link))));
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(json) >>> 0);
  return `${link.split('offer=')[0]}offer=1.${Buffer.concat([json, sum]).toString('base64url')}`;
}

/** Neither the address nor anything the tab could go back to holds the key. */
async function expectNoKeyInAddresses(page, key) {
  await expect(page).toHaveURL(/#\/redeem$/);
  expect(await page.title()).toBe('Redeem · Crosskey');
  const session = await page.context().newCDPSession(page);
  const { entries } = await session.send('Page.getNavigationHistory');
  expect(entries.map(({ url }) => url).filter((url) => url.includes('offer') || url.includes(key))).toEqual([]);
}

test.describe('handing over', () => {
  test('[N2] Share offers a link, an e-mail to the recipients and a file, all with key and terms and without the place', async ({ page }) => {
    const { key, link } = await shareToken(page);
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/tools\/crosskey\/#\/redeem\?offer=1\.[\w-]+$/);
    const { issuer, terms } = offerIn(link);
    expect(offerIn(link).key).toBe(key);
    expect([issuer, terms.kind, terms.metro, terms.speeds]).toEqual(['West Company', 'a-side-token', 'DC', { 'up-to': 500 }]);

    const mail = new URL(await page.getByRole('link', { name: 'E-mail' }).getAttribute('href'));
    expect([mail.protocol, mail.pathname]).toEqual(['mailto:', 'emil@east.example']);
    expect(mail.searchParams.get('subject')).toBe('Service token from West Company');
    const words = mail.searchParams.get('body').replaceAll('\r\n', '\n');
    expect(words).toContain(`Key: ${key}\n`);
    expect(words).toContain(`\n${link}\n`);

    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save' }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe('service-token.txt');
    expect(await readFile(await saved.path(), 'utf8')).toBe(words);
    expect(words + JSON.stringify(offerIn(link)), 'what its holder must not know').not.toMatch(/1400|DC-7|emil/);
  });

  for (const colorScheme of ['light', 'dark']) {
    test.describe(colorScheme, () => {
      test.use({ colorScheme });
      test('[N2] the QR code says the link, black on white, as one path', async ({ page }) => {
        const { link } = await shareToken(page);
        const code = page.getByRole('img', { name: 'QR code of the link' });
        expect(readQr(await modulesOf(code))).toBe(link);
        await expect(code).toHaveCSS('background-color', 'rgb(255, 255, 255)');
        await expect(code.locator('path')).toHaveCSS('fill', 'rgb(0, 0, 0)');
        await expect(code.locator('*')).toHaveCount(1);
      });
    });
  }

  test('[N2] the QR code of the longest name says the link too', async ({ page }) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const company = '語<b>'.repeat(16);
    await foundCompany(page, { company, person: 'Ann Alder', email: 'ann@alder.example' });
    await addPort(page, { name: 'Port DC-7' });
    await createToken(page, { port: WEST_PORT, vlan: 7, recipients: ['bo@birch.example'] });
    const link = await copyLink(page);
    expect(offerIn(link).issuer).toBe(company);
    expect(readQr(await modulesOf(page.getByRole('img', { name: 'QR code of the link' })))).toBe(link);
  });

  test('[N2] while Share is open the page prints as a sheet with key, code and terms, and nothing else', async ({ page }) => {
    const { key } = await shareToken(page);
    await page.evaluate(() => {
      window.print = () => document.documentElement.setAttribute('data-printed', '');
    });
    await next(page, 'Print');
    await expect(page.locator('html')).toHaveAttribute('data-printed', '');
    await page.emulateMedia({ media: 'print' });
    const words = (await page.locator('body').innerText()).split(/\s*\n\s*/).filter(Boolean);
    expect(words).toEqual([
      'Service token from West Company', key, 'Kind', 'A-side token', 'From', 'West Company', 'Location', 'DC Ashburn',
      'Bandwidth', 'up to 500 Mbps', 'Other end in', 'the same metro only', 'Approval', 'not needed', 'Works',
      'in Crosskey only; Equinix Fabric does not know the key',
      'Valid until', expect.stringMatching(/^\d{4}-\d\d-\d\d at 00:00 UTC$/),
      'West Company pays for the connection. You are not billed for it.',
    ]);
    await expect(page.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
    await page.emulateMedia({ media: 'screen' });
    await share(page);
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('heading', { name: 'Terms' }), 'closed, the page prints as it is').toBeVisible();
  });

  test('[N2] everything of Share is reached with the keyboard', async ({ page }) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await loadDemo(page);
    await openToken(page, TOKEN);
    await page.getByRole('button', { name: 'Reveal' }).press('Enter');
    const focused = page.locator(':focus');
    await expect(focused).toHaveText('Copy');
    const reached = [];
    for (const key of ['Tab', 'Tab', 'Enter', 'Tab', 'Tab', 'Tab']) {
      await page.keyboard.press(key);
      reached.push(await focused.innerText());
    }
    expect(reached).toEqual(['Save', 'Share', 'Share', 'Copy link', 'E-mail', 'Print']);
    await page.getByRole('button', { name: 'Copy link' }).press('Space');
    await expect(page.getByText('Link copied')).toBeVisible();
  });

  test('[P2] [N2] only who may reveal a key can share it, and only while somebody may redeem it', async ({ page }) => {
    await loadDemo(page);
    await reveal(page, 'Branch Denver');
    await expect(page.getByRole('button', { name: 'Copy', exact: true })).toBeVisible();
    await expect(page.getByText('Share', { exact: true }), 'it is used').toHaveCount(0);
    await actAs(page, 'Walt Winters');
    await openToken(page, TOKEN);
    await expect(page.getByRole('heading', { name: 'Key' })).toBeVisible();
    await expect(page.getByText('Share', { exact: true })).toHaveCount(0);
    expect(await page.content()).not.toContain('offer=');
  });
});

test.describe('taking in', () => {
  test('[N4] [S2] a link opens the form filled in; the key leaves the address and the history', async ({ page }) => {
    const { key, link } = await shareToken(page);
    await actAs(page, 'Emil East');
    await page.goto(link);
    await expect(heading(page, 'Redeem')).toBeVisible();
    await expect(field.key(page)).toHaveValue(key);
    await expect(says(page)).toContainText('What you are redeeming');
    await expectNoKeyInAddresses(page, key);
    await goTo(page, 'Connections');
    await page.goBack();
    await expect(field.key(page)).toHaveValue(key);
    await expectNoKeyInAddresses(page, key);
    await page.reload();
    await expect(field.key(page), 'a draft, as if it had been typed').toHaveValue(key);
    const places = (await kept(page, '')).filter(([, , text]) => text.includes(key));
    expect(places.map(([drawer, name]) => [drawer, name.split('/').at(-1)])).toEqual([['sessionStorage', 'redeem']]);
    await redeem(page, { ...WISH, key });
    expect(JSON.stringify(await kept(page, '')), 'it is gone with the form').not.toContain(key);
  });

  test('[N4] a link in a tab of its own is the same, and one over another key replaces it', async ({ page, context }) => {
    const { key, link } = await shareToken(page);
    await share(page);
    await openToken(page, 'Trial for East');
    await next(page, 'Reveal');
    await share(page);
    const other = await copyLink(page);
    await actAs(page, 'Emil East');
    const tab = await context.newPage();
    await tab.goto(other);
    await expect(fact(tab, 'Location')).toHaveText('NY New York');
    await field.key(tab).fill(key);
    await expect(fact(tab, 'Location')).toHaveText('DC Ashburn');
    await tab.goto(other);
    await expect(fact(tab, 'Location')).toHaveText('NY New York');
    await field.key(tab).fill(link);
    await expect(field.key(tab), 'a pasted link is as good').toHaveValue(key);
    await expect(fact(tab, 'Location')).toHaveText('DC Ashburn');
    await expectNoKeyInAddresses(tab, key);
  });

  test('[N4] where the ledger knows the key, only the ledger’s word counts', async ({ page }) => {
    const { key, link } = await shareToken(page);
    await actAs(page, 'Emil East');
    await page.goto(forge(link, (offer) => ({ ...offer, issuer: 'Generous Company', terms: { ...offer.terms, speeds: { 'up-to': 50000 } } })));
    await expect(field.key(page)).toHaveValue(key);
    await expect(fact(page, 'From')).toHaveText('West Company');
    await expect(fact(page, 'Bandwidth')).toHaveText('up to 500 Mbps');
    await redeem(page, { ...WISH, key });
    await page.goto(link);
    await expect(refusal(page, 'already-used')).toBeVisible();
    await expect(page.locator('main')).not.toContainText('What the link says');
  });

  test('[N4] where the issuer’s ledger is absent, the link is shown unchecked, with what to do instead', async ({ page, elsewhere }) => {
    const { key, link } = await shareToken(page);
    const there = await elsewhere.newPage();
    await there.goto(forge(link, (offer) => ({ ...offer, issuer: '<img src=x onerror="window.hit=1">' })));
    await expect(heading(there, 'Redeem')).toBeVisible();
    await expect(there.getByRole('heading', { name: 'What the link says' })).toBeVisible();
    await expect(says(there)).toContainText('As the link says, not checked: anybody can write such a link.');
    await expect(fact(there, 'From'), 'a name is text').toHaveText('<img src=x onerror="window.hit=1">');
    expect(await there.evaluate(() => window.hit)).toBeUndefined();
    await expectNoKeyInAddresses(there, key);

    await there.goto(link);
    await expect(fact(there, 'From')).toHaveText('West Company');
    for (const [label, words] of [['Kind', 'A-side token'], ['Bandwidth', 'up to 500 Mbps'], ['Approval', 'not needed']]) {
      await expect(fact(there, label)).toHaveText(words);
    }
    const words = /The ledger that is open here does not know this key, so you cannot redeem it here\. Open the link in the browser in which West Company created the token/;
    await expect(there.getByText(words)).toBeVisible();
    await expect(there.getByText('after a reload, open the link again')).toBeVisible();
    await expect(there.locator('main')).not.toContainText(key);
    expect(await kept(there, ''), 'nothing is kept for nobody').toEqual([]);

    await there.getByRole('link', { name: 'Set up a company' }).click();
    await there.getByLabel('Company', { exact: true }).fill('Birch Broadband');
    await there.getByLabel('Person', { exact: true }).fill('Bo Birch');
    await there.getByLabel('E-mail address').fill('bo@birch.example');
    await there.getByRole('button', { name: 'Set up the company' }).click();
    await expect(field.key(there)).toHaveValue(key);
    await expect(there.getByRole('heading', { name: 'What the link says' })).toBeVisible();
    await expect(there.locator('main [data-code="unknown-key"]')).toContainText(words);
    await expect(field.key(there), 'it is as good a key as any').not.toHaveAttribute('aria-invalid', 'true');
    await expect(there.getByRole('button', { name: 'Redeem and connect' })).toHaveCount(0);
    await there.reload();
    await expect(says(there)).toContainText('West Company pays for the connection. You are not billed for it.');
    await field.key(there).fill(key.replace(/.$/, (last) => (last === '0' ? '1' : '0')));
    await expect(says(there), 'the link speaks of its own key only').toContainText('Paste a key to see what it offers.');
  });

  test('[N4] [W2] where the issuer’s ledger is absent, the form is filled in and becomes the vendor’s order', async ({ page, elsewhere }) => {
    const { key, link } = await shareToken(page);
    const there = await elsewhere.newPage();
    await foundCompany(there, { company: 'Birch Broadband', person: 'Bo Birch', email: 'bo@birch.example' });
    await addPort(there, { name: 'Birch 1', speed: '1 Gbps' });
    await there.goto(link);
    await expect(field.key(there)).toHaveValue(key);
    await expect(field.port(there).locator('option:checked')).toContainText('Birch 1');
    await expect(field.vlan(there)).toHaveValue('2');
    await expect(field.connectionName(there)).toHaveValue('West-Company');
    await expect(field.bandwidth(there)).toHaveValue('500');
    await expect(there.getByRole('button', { name: 'Redeem and connect' })).toHaveCount(0);

    await next(there, 'Prepare the order');
    await expect(field.notify(there), 'the first that is wrong').toBeFocused();
    await expect(there.locator('details.fold pre')).toHaveCount(0);
    await field.bandwidth(there).fill('501');
    await field.notify(there).fill('noc@birch.example');
    await next(there, 'Prepare the order');
    await expect(refusal(there, 'over-bandwidth')).toContainText('501 Mbps is more than the token allows.');
    await field.bandwidth(there).fill('300');
    await next(there, 'Prepare the order');
    const panel = there.locator('details.fold');
    await expect(panel.locator('summary')).toBeFocused();
    await expect(panel).toContainText('Birch 1 has no id of Equinix Fabric here.');
    const body = JSON.parse(await panel.getByRole('region', { name: 'JSON body' }).innerText());
    expect([body.aSide.serviceToken.uuid, body.bandwidth, body.name]).toEqual([key, 300, 'West-Company']);
    await expect(there.getByRole('button', { name: 'curl' })).toBeVisible();
    await there.goto('#/connections');
    await expect(there.getByText('No connections yet'), 'nothing was done here').toBeVisible();
  });

  test('[N4] a link that is opened when the program does not arrive is still in the address, for another try', async ({ page, elsewhere }) => {
    const { link } = await shareToken(page);
    const there = await elsewhere.newPage();
    await there.route('**/*.wasm', (route) => route.abort());
    await there.goto(link);
    await expect(there.getByText('The program could not be loaded.')).toBeVisible();
    await there.unroute('**/*.wasm');
    await there.getByRole('button', { name: 'Reload' }).click();
    await expect(there.getByRole('heading', { name: 'What the link says' })).toBeVisible();
    await expect(there).toHaveURL(/#\/redeem$/);
  });

  test('[N4] [W5] the order stands below the form of a key that is known, before it is sent', async ({ page }) => {
    const { key, link } = await shareToken(page);
    await actAs(page, 'Emil East');
    await page.goto(link);
    const panel = page.locator('details.fold');
    await expect(panel.locator('pre')).toHaveCount(0);
    await panel.locator('summary').click();
    await expect(panel).toContainText('Fill in the form first');
    await field.port(page).selectOption({ label: WISH.port });
    await field.vlan(page).fill('40');
    await field.connectionName(page).fill(WISH.name);
    await field.bandwidth(page).fill('200');
    await field.notify(page).fill(WISH.notify);
    const body = panel.getByRole('region', { name: 'JSON body' });
    await expect(body).toContainText('"bandwidth": 200');
    expect(JSON.parse(await body.innerText()).aSide.serviceToken.uuid).toBe(key);
    await field.connectionName(page).fill('no good');
    await expect(panel).toContainText('Fill in the form first');
    await panel.locator('summary').click();
    await field.connectionName(page).fill('backup');
    await next(page, 'Redeem and connect');
    await expect(heading(page, 'backup')).toBeVisible();
  });

  test('[N4] a link that waits for somebody to act is filled in for whom is chosen', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await foundCompany(page, { company: 'Alder Networks', person: 'Ann Alder', email: 'ann@alder.example' });
    await addPort(page, { name: 'Port DC-7' });
    const key = await createToken(page, { port: WEST_PORT, vlan: 7, recipients: ['bo@birch.example'] });
    const link = await copyLink(page);
    await foundCompany(page, { company: 'Birch Broadband', person: 'Bo Birch', email: 'bo@birch.example' });
    await page.evaluate(() => {
      Object.keys(localStorage).filter((name) => name.endsWith('/acting')).forEach((name) => localStorage.removeItem(name));
    });
    const tab = await context.newPage();
    await tab.goto(link);
    await expect(tab.getByText('Choose at the top right who you are: the form then opens with the key filled in.')).toBeVisible();
    await expect(fact(tab, 'From')).toHaveText('Alder Networks');
    await actAs(tab, 'Bo Birch');
    await expect(field.key(tab)).toHaveValue(key);
    await expect(says(tab)).toContainText('What you are redeeming');
    await expectNoKeyInAddresses(tab, key);
    await actAs(tab, 'Ann Alder');
    await expect(field.key(tab), 'it was theirs').toHaveValue('');
  });

  test('[N4] damaged links and those of newer versions are told in words', async ({ page }) => {
    const { link } = await shareToken(page);
    await actAs(page, 'Emil East');
    for (const [text, words] of [
      [link.slice(0, -5), 'This link is damaged'],
      [link.replace('offer=1.', 'offer=2.'), 'This link was made by a newer version of Crosskey.'],
      [`${link.split('offer=')[0]}offer=1.${'A'.repeat(10_000)}`, 'This link is damaged'],
      [`${link.split('offer=')[0]}offer=1.%E0%A4%A`, 'This link is damaged'],
    ]) {
      await page.goto(text);
      await expect(refusal(page, 'malformed-key')).toContainText(words);
      await expect(page).toHaveURL(/#\/redeem$/);
    }
  });

  test('[N4] a damaged link that is opened without any company says what can be done there', async ({ page, elsewhere }) => {
    const { link } = await shareToken(page);
    const there = await elsewhere.newPage();
    await there.goto(link.slice(0, -5));
    await expect(there.getByText('or set up a company, then paste the key alone under Redeem.')).toBeVisible();
    await expect(there.getByText('The key is kept in this tab')).toHaveCount(0);
    await there.getByRole('link', { name: 'Set up a company' }).click();
    await expect(heading(there, 'Set up a company')).toBeVisible();
  });

  test('[N4] the file that was saved fills the form in; any other is told at the field until that is mended', async ({ page }) => {
    const { key } = await shareToken(page);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save' }).click();
    const file = await (await saving).path();
    await actAs(page, 'Emil East');
    await visit(page, '#/redeem', 'Redeem');
    const input = page.getByLabel('Or open the file that you were given');
    const wrong = { name: 'other.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear all') };
    const problem = refusal(page, 'malformed-key').filter({ hasText: 'This file holds no key.' });
    await input.setInputFiles(wrong);
    await expect(problem).toBeVisible();
    await expect(input).toHaveAttribute('aria-invalid', 'true');
    await expect(input).toHaveAccessibleDescription(/Choose the file that you were given, or paste the key\.$/);
    await expect(field.key(page)).toHaveValue('');
    await expect(page.locator('.toast')).toHaveText('');
    await input.setInputFiles(file);
    await expect(field.key(page)).toHaveValue(key);
    await expect(field.key(page)).toBeFocused();
    await expect(says(page)).toContainText('What you are redeeming');
    await expect(input).toBeHidden();
    await field.key(page).fill('');
    await expect(problem, 'it was mended').toHaveCount(0);
    await input.setInputFiles(wrong);
    await field.key(page).fill(key);
    await field.key(page).fill('');
    await expect(input).toBeVisible();
    await expect(problem, 'it was mended by hand').toHaveCount(0);
  });
});

test('[N1] [S2] a notice that asks for an act offers an e-mail without the key', async ({ page }) => {
  await loadDemo(page);
  const key = await reveal(page, 'Trial for East');
  await goTo(page, 'Inbox');
  const mail = page.getByRole('link', { name: 'Prepare an e-mail' });
  await expect(notices(page).filter({ has: mail })).toHaveText([
    /“East asks first” and waits for your approval/,
    /“Trial for East” expires on/,
  ]);
  const expiring = notices(page).filter({ hasText: '“Trial for East” expires on' });
  const reminder = new URL(await expiring.getByRole('link', { name: 'Prepare an e-mail' }).getAttribute('href'));
  expect(reminder.pathname).toBe('edda@east.example');
  expect(reminder.searchParams.get('body')).toContain('Please redeem it before then');
  expect(reminder.href).not.toContain(key);
  await actAs(page, 'Emil East');
  await goTo(page, 'Inbox');
  for (const one of await mail.all()) expect(decodeURIComponent(await one.getAttribute('href'))).not.toMatch(/[0-9a-f]{8}-/);
  await expect(actor(page)).toContainText('Emil East');
});
