// A token's life on its own pages: made, shown, listed, found, edited, replaced, expired, deleted.
import { DAY, NOW, dayIn, inTheHourOf, midnight, startOf } from '../clock.mjs';
import {
  WEST_PORT, actAs, createToken, fact, field, goTo, goToTokens, heading, history, line, loadDemo, next, notices,
  openToken, reveal, visit,
} from './acts.mjs';
import { expect, test } from './fixture.mjs';

test('[G1] [S2] the completion screen shows the key with Copy and Save; elsewhere it is masked', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await loadDemo(page);
  const key = await createToken(page, { port: WEST_PORT, vlan: 1399, name: 'Branch', recipients: ['emil@east.example'] });
  expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  await expect(page.getByText('Send this key to emil@east.example. Whoever holds it may use it, once.')).toBeVisible();

  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(page.getByText('Key copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('service-token.txt');
  const file = await saved.createReadStream().then((stream) => stream.setEncoding('utf8').toArray()).then((parts) => parts.join(''));
  expect(file).toContain(`Key: ${key}`);
  expect(file).toContain('Location: DC Ashburn');
  expect(file).toContain('Bandwidth: up to 500 Mbps');
  expect(file, 'what its holder must not know').not.toMatch(/1399|DC-7/);

  await openToken(page, 'Branch');
  expect(page.url()).not.toContain(key);
  expect(await page.title()).toBe('Service Token · Crosskey');
  expect(await page.content()).not.toContain(key);
  await expect(page.getByText(`…${key.slice(-4)}`)).toBeVisible();
  await page.getByRole('button', { name: 'Reveal' }).click();
  await expect(page.locator('.keybox code')).toHaveText(key);
});

test('[G1] where the browser does not copy, that is said and the key can be selected', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await loadDemo(page);
  await reveal(page, 'Backup path to Nimbus');
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(page.getByText('The browser did not allow copying. Select the key and copy it by hand.')).toBeVisible();
});

test('[G3] [T2] the inventory counts and lists by status, and finds by words', async ({ page }) => {
  await loadDemo(page);
  await page.clock.fastForward(4 * DAY);
  await openToken(page, 'Backup path to Nimbus');
  const tail = (await page.locator('main .key').textContent()).slice(-4);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete the token' }).click();
  await createToken(page, { port: WEST_PORT, vlan: 1399, name: 'Branch Boston', recipients: ['new@birch.example'] });
  await goToTokens(page);

  const names = page.getByRole('rowheader');
  const chip = (name) => page.getByRole('navigation', { name: 'Status' }).getByRole('link', { name, exact: true });
  await expect(names).toHaveText([
    'Branch Boston', 'Routers of partners', 'East asks first', 'Router for South', 'Trial for East', 'Backup path to Nimbus',
    'Branch Denver',
  ]);
  await expect(page.getByRole('navigation', { name: 'Status' }).getByRole('link')).toHaveText([
    'All 7', 'Unused 2', 'Used 2', 'Not yet (Scheduled) 1', 'Expired 1', 'Deleted 1', 'Expiring soon 0',
  ]);
  for (const [status, ...found] of [
    ['Unused 2', ['Branch Boston', 'Unused Inactive'], ['Router for South', 'Unused Inactive']],
    ['Used 2', ['East asks first', 'Used'], ['Branch Denver', 'Used Active']],
    ['Not yet (Scheduled) 1', ['Routers of partners', 'Not yet Scheduled']],
    ['Expired 1', ['Trial for East', 'Expired']],
    ['Deleted 1', ['Backup path to Nimbus', 'Deleted']],
  ]) {
    await chip(status).click();
    await expect(chip(status)).toHaveAttribute('aria-current', 'page');
    await expect(names).toHaveText(found.map(([name]) => name));
    for (const [name, words] of found) await expect(line(page, name).getByRole('cell', { name: words, exact: true })).toBeVisible();
  }
  await chip('All 7').click();
  await expect(names).toHaveCount(7);

  const search = page.getByRole('searchbox', { name: 'Search' });
  for (const [words, found] of [
    ['branch', ['Branch Boston', 'Branch Denver']],
    ['NY-2', ['Trial for East']],
    ['1399', ['Branch Boston']],
    ['edda@east', ['Trial for East']],
    [tail, ['Backup path to Nimbus']],
    ['branch emil', ['Branch Denver']],
  ]) {
    await search.fill(words);
    await expect(names).toHaveText(found);
  }
  await search.fill('nothing like this');
  await expect(page.getByText('No service token fits this choice.')).toBeVisible();
  await page.getByRole('link', { name: 'Show all' }).click();
  await expect(names).toHaveCount(7);
});

test('[T2] [E7] [D3] the inventory is filtered by kind, asset, recipient and words and sorted, and a reload or going back keeps it', async ({ page }) => {
  await loadDemo(page);
  await goToTokens(page);
  const names = page.getByRole('rowheader');
  const choose = (label, option) => page.getByRole('combobox', { name: label }).selectOption(option);
  const recipient = page.getByRole('searchbox', { name: 'Recipient' });
  await choose('Asset', 'Port DC-7');
  await expect(names).toHaveText(['Backup path to Nimbus', 'Branch Denver']);
  await choose('Sort', 'Next to expire first');
  await expect(names).toHaveText(['Backup path to Nimbus', 'Branch Denver']);
  await choose('Asset', 'All assets');
  await expect(names.first()).toHaveText('Trial for East');
  await choose('Sort', 'By name');
  await expect(names).toHaveText([
    'Backup path to Nimbus', 'Branch Denver', 'East asks first', 'Router for South', 'Routers of partners', 'Trial for East',
  ]);
  await recipient.fill('emil@');
  await expect(names).toHaveText(['Backup path to Nimbus', 'Branch Denver']);
  await choose('Kind', 'A-side token');
  await page.getByRole('searchbox', { name: 'Search' }).fill('1400 nimbus');

  for (const again of [() => page.reload(), async () => {
    await names.getByRole('link').click();
    await expect(heading(page, 'Backup path to Nimbus')).toBeVisible();
    await page.goBack();
  }]) {
    await again();
    await expect(names).toHaveText(['Backup path to Nimbus']);
    await expect(page.getByRole('combobox', { name: 'Sort' }).locator('option:checked')).toHaveText('By name');
    await expect(page.getByRole('combobox', { name: 'Kind' }).locator('option:checked')).toHaveText('A-side token');
    await expect(recipient).toHaveValue('emil@');
    await expect(page.getByRole('searchbox', { name: 'Search' })).toHaveValue('1400 nimbus');
  }
  await test.step('a status is chosen within the rest of the filter', async () => {
    await page.getByRole('searchbox', { name: 'Search' }).fill('');
    await page.getByRole('navigation', { name: 'Status' }).getByRole('link', { name: 'Used (Active) 2' }).click();
    await expect(names).toHaveText(['Branch Denver']);
  });
  await test.step('the navigation leads to all of them', async () => {
    await goToTokens(page);
    await expect(names).toHaveCount(6);
    await expect(recipient).toHaveValue('');
  });
});

test('[N1] [S2] the overview leads to what expires soon; a key that is searched for stays out of the address', async ({ page }) => {
  await loadDemo(page);
  const key = await reveal(page, 'Branch Denver');
  await goTo(page, 'Overview');
  await page.getByRole('link', { name: '1 Expire within 7 days' }).click();
  await expect(page.getByRole('rowheader')).toHaveText(['Trial for East']);
  const chip = page.getByRole('navigation', { name: 'Status' }).getByRole('link', { name: 'Expiring soon 1' });
  await expect(chip).toHaveAttribute('aria-current', 'page');
  await goToTokens(page);
  await page.getByRole('searchbox', { name: 'Search' }).pressSequentially(key);
  await expect(page.getByRole('rowheader')).toHaveText(['Branch Denver']);
  await expect(page).toHaveURL(/#\/grants$/);
});

test('[G4] the instant of its expiry is too late for a token, without a reload', async ({ page }) => {
  await loadDemo(page);
  const key = await reveal(page, 'Trial for East');
  await goToTokens(page);
  const status = (words) => line(page, 'Trial for East').getByRole('cell', { name: words, exact: true });
  await page.clock.pauseAt(midnight(3).getTime() - 1000);
  await expect(status('Unused Inactive')).toBeVisible();
  await page.clock.runFor(1000);
  await expect(status('Expired')).toBeVisible();
  await page.clock.resume();
  await actAs(page, 'Emil East');
  await visit(page, '#/redeem', 'Redeem');
  await field.key(page).fill(key);
  const words = `This key expired on ${startOf(3)}. Ask West Company for a new one.`;
  await expect(page.locator('#key-problem')).toContainText(words);
});

test('[T3] [E7] an Inactive token is edited, and its history says who did what', async ({ page }) => {
  await loadDemo(page);
  await openToken(page, 'Backup path to Nimbus');
  await page.getByRole('button', { name: 'Edit' }).click();
  await expect(field.expiry(page)).toHaveAttribute('max', dayIn(90));
  await field.expiry(page).fill(dayIn(10));
  await field.limit(page).fill('200');
  await field.name(page).fill('Backup path');
  await field.recipient(page).fill('nina@nimbus.example');
  await field.recipient(page).press('Enter');
  await page.getByRole('button', { name: 'Remove emil@east.example' }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Token updated')).toBeVisible();
  await expect(heading(page, 'Backup path')).toBeVisible();
  await expect(fact(page, 'Maximum connection bandwidth')).toHaveText('up to 200 Mbps');
  await expect(fact(page, 'Expires')).toContainText(startOf(10));
  await expect(fact(page, 'Recipients')).toHaveText('nina@nimbus.example');
  await expect(fact(page, 'VLAN identifier')).toHaveText('VLAN 1400');
  await expect(history(page)).toContainText([
    'Wanda West Edited: “Backup path”, for nina@nimbus.example',
    `Wanda West Edited: up to 200 Mbps, until ${startOf(10)}`,
    `Wanda West Created: up to 500 Mbps, until ${startOf(90)}`,
  ]);
  await actAs(page, 'Nina Nimbus');
  await goTo(page, 'Inbox');
  await expect(notices(page)).toContainText([/West Company named your company as a recipient of an A-side token: DC Ashburn, up to 200 Mbps/]);
});

test('[T6] [V1] replacing deletes a token and creates its successor with a new key on the same place', async ({ page }) => {
  await loadDemo(page);
  const old = await reveal(page, 'Backup path to Nimbus');
  await page.getByRole('button', { name: 'Replace' }).click();
  await expect(page.getByLabel('Expiration date of the new token')).toHaveValue(dayIn(90));
  await page.getByLabel('Expiration date of the new token').fill(dayIn(45));
  await page.getByRole('button', { name: 'Replace the token' }).click();
  await expect(page.getByText('Token replaced')).toBeVisible();
  await expect(fact(page, 'Replaces')).toBeVisible();
  await expect(fact(page, 'Expires')).toContainText(startOf(45));
  await expect(fact(page, 'VLAN identifier')).toHaveText('VLAN 1400');
  await page.getByRole('button', { name: 'Reveal' }).click();
  await expect(page.locator('.keybox code')).not.toHaveText(old);
  await expect(history(page)).toHaveText([/^Wanda West Took the place of an earlier token/, /^Wanda West Created: up to 500 Mbps/]);
  await fact(page, 'Replaces').getByRole('link').click();
  await expect(fact(page, 'Replaced by')).toBeVisible();
  await expect(page.locator('main .head .st')).toHaveText('Deleted');
  await expect(page.getByText('This token is Deleted; only Inactive tokens can be changed or replaced.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Edit' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Replace' })).toBeDisabled();
  await expect(history(page)).toHaveText([
    /^Wanda West Replaced by a token with a new key on the same place/, /^Wanda West Deleted the token/, /^Wanda West Created: up to 500 Mbps/,
  ]);
});

test('[T4] [G6] deleting a token asks first, frees its place and leaves its connection', async ({ page }) => {
  await loadDemo(page);
  await openToken(page, 'Branch Denver');
  await page.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete this token?' });
  await expect(dialog).toContainText('A connection that was made with it stays. The token stays in the history.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('main .head .st')).toHaveText('UsedActive');
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete the token' }).click();
  await expect(page.locator('main .head .st')).toHaveText('Deleted');
  await goTo(page, 'Connections');
  await expect(line(page, 'Branch Denver')).toContainText('Live');

  await openToken(page, 'Backup path to Nimbus');
  await page.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete the token' }).click();
  await expect(page.locator('main .head .st')).toHaveText('Deleted');
  await createToken(page, { port: WEST_PORT, vlan: 1400, name: 'In its place', recipients: ['emil@east.example'] });
});

test.describe('in another zone', () => {
  const NEW_YORK = 'America/New_York';
  test.use({ timezoneId: NEW_YORK });

  test('[E6] every time of a page is said in one way, in the person’s zone, and that is said once', async ({ page }) => {
    await loadDemo(page);
    const zone = page.getByText('Times are in your zone, America/New York.');
    await openToken(page, 'Backup path to Nimbus');
    await expect(history(page)).toContainText([`until ${startOf(90, NEW_YORK)}`]);
    await next(page, 'Edit');
    await expect(page.getByText(`Ends 00:00 UTC, that is ${startOf(90, NEW_YORK)} for you.`)).toBeVisible();
    await expect(fact(page, 'Created')).toHaveText(new RegExp(`^${inTheHourOf(NOW, NEW_YORK)}$`));
    await expect(fact(page, 'Expires')).toHaveText(startOf(90, NEW_YORK));
    await expect(zone).toBeVisible();
    const words = await page.getByRole('main').innerText();
    expect(words.match(/\d{4}-\d\d-\d\d|(Mon|Tue|Wed|Thu|Fri|Sat|Sun),/g)).toBeNull();
    expect(words.match(/UTC|EST|New York/g), 'the hint, and the zone').toHaveLength(2);
    await goTo(page, 'Inbox');
    await expect(notices(page).filter({ hasText: `“Trial for East” expires on ${startOf(3, NEW_YORK)}` })).toHaveCount(1);
    await expect(zone).toBeVisible();
    await goTo(page, 'Redeem');
    await expect(zone, 'no time stands here').toBeHidden();
  });
});
