// The story that everything is for: a company hands a place on its port over, another builds a connection on it.
import {
  DAY, NOW, actAs, actor, addColleague, addPort, chooseThePlace, createToken, dayIn, fact, field, fillRedemption, foundCompany,
  goTo, goToTokens, heading, line, loadDemo, next, openToken, redeem, reveal, sayTheDetails, setClock, stepHeading, visit,
} from './acts.mjs';
import { expect, test } from './fixture.mjs';

const ALDER = { company: 'Alder Networks', person: 'Ann Alder', email: 'ann@alder.example' };
const BIRCH = { company: 'Birch Bank', person: 'Bo Birch', email: 'bo@birch.example' };
const WEST_PORT = 'Port DC-7 · 10 Gbps · Dot1q';
const EAST_PORT = 'Port DC-1 · DC Ashburn · 1 Gbps · Dot1q';
const unreadOf = (page) => page.getByRole('banner').getByRole('link', { name: /^Inbox/ });
const notices = (page) => page.locator('ul.notices > li');
const says = (page) => page.locator('aside.says');
const history = (page) => page.locator('ol.timeline > li');

test('[G2] [T2] a token is created, shared, redeemed and Active, and all is still there after a reload', async ({ page }) => {
  await setClock(page);
  await foundCompany(page, ALDER);
  await addPort(page, { name: 'Port DC-7' });
  await foundCompany(page, BIRCH);
  await addPort(page, { name: 'Port DC-1', speed: '1 Gbps' });
  await actAs(page, ALDER.person);

  const key = await test.step('a token with VLAN 1399, 500 Mbps, 30 days, two recipients', () =>
    createToken(page, {
      port: WEST_PORT, vlan: 1399, limit: 500, expires: dayIn(30), name: 'Branch', recipients: [BIRCH.email, 'ops@birch.example'],
    }));
  await page.getByRole('link', { name: 'Open the token' }).click();
  await expect(fact(page, 'Port')).toHaveText('Port DC-7');
  await expect(fact(page, 'Location')).toHaveText('DC Ashburn');
  await expect(fact(page, 'VLAN identifier')).toHaveText('VLAN 1399');
  await expect(fact(page, 'Remote connections')).toHaveText('not allowed');
  await expect(fact(page, 'Maximum connection bandwidth')).toHaveText('500 Mbps');
  await expect(fact(page, 'Expires')).toContainText(`${dayIn(30)} 00:00 UTC`);
  await expect(fact(page, 'Recipients')).toHaveText('bo@birch.example, ops@birch.example');
  await goToTokens(page);
  await expect(line(page, 'Branch').getByRole('cell', { name: 'Unused Inactive' })).toBeVisible();

  await test.step('the other company redeems it with 200 Mbps', async () => {
    await actAs(page, BIRCH.person);
    await redeem(page, { key, port: EAST_PORT, vlan: 30, name: 'to-alder', bandwidth: 200, notify: BIRCH.email });
    await expect(fact(page, 'Bandwidth')).toHaveText('200 Mbps');
    await expect(fact(page, 'Limit of the token')).toHaveText('500 Mbps');
  });

  const everything = async () => {
    await actAs(page, ALDER.person);
    await goToTokens(page);
    await expect(line(page, 'Branch').getByRole('cell', { name: 'Used Active' })).toBeVisible();
    await openToken(page, 'Branch');
    await expect(fact(page, 'Redeemed by')).toHaveText('Birch Bank, the connection');
    await page.getByRole('link', { name: 'the connection' }).click();
    await expect(heading(page, 'Branch')).toBeVisible();
    await expect(fact(page, 'Bandwidth')).toHaveText('200 Mbps');
    await actAs(page, BIRCH.person);
    await goTo(page, 'Connections');
    await expect(line(page, 'to-alder')).toContainText('Live');
    await expect(line(page, 'to-alder')).toContainText('Port DC-1 · VLAN 30');
    await goTo(page, 'Assets');
    await expect(line(page, 'Port DC-1')).toContainText('1 Gbps · Dot1q');
  };
  await test.step('the inventory shows Active', everything);
  await page.reload();
  await test.step('after a reload it still does', everything);
});

test('[D1] a port added by the form is there after a reload and in a new tab', async ({ page, context }) => {
  await foundCompany(page, ALDER);
  await expect(page.getByText('Begin with a port')).toBeVisible();
  await addPort(page, { name: 'Port NY-2', metro: 'NY New York', speed: '50 Gbps', tagging: 'QinQ' });
  const there = async (tab) => {
    await expect(heading(tab, 'Port NY-2')).toBeVisible();
    await expect(fact(tab, 'Location')).toHaveText('NY New York');
    await expect(fact(tab, 'Facts')).toHaveText('50 Gbps · QinQ');
    await expect(actor(tab)).toContainText('Alder Networks Ann Alder · Fabric Manager');
  };
  await there(page);
  await page.reload();
  await there(page);
  const address = page.url();
  await page.close();
  const tab = await context.newPage();
  await tab.goto(address);
  await there(tab);
});

test('[E2] [E6] [G5] the wizard leads through its steps in the vendor’s words, and back', async ({ page }) => {
  await setClock(page);
  await foundCompany(page, ALDER);
  await addPort(page, { name: 'Port DC-7' });
  await goToTokens(page);
  await page.getByRole('link', { name: 'Create Service Token' }).first().click();
  await expect(heading(page, 'Create Service Token')).toBeVisible();
  const current = page.locator('ol.steps [aria-current=step]');
  const radio = (group, name) => page.getByRole('group', { name: group, exact: true }).getByRole('radio', { name });
  const remote = page.getByRole('checkbox', { name: 'Allow Remote Connection' });

  await test.step('Basic Configuration', async () => {
    await expect(current).toHaveText('Basic Configuration');
    await expect(page.locator('ol.steps li')).toHaveText(['Basic Configuration', 'Service Token Details', 'Review']);
    await expect(radio('Service Token Type', 'A-side Connection Service Token')).toBeChecked();
    await expect(radio('Select Asset Type', 'Port')).toBeChecked();
    await expect(remote).not.toBeChecked();
    await expect(page.getByRole('button', { name: 'Back' })).toHaveCount(0);
    await page.getByRole('combobox', { name: 'Location' }).selectOption('DC Ashburn');
    await expect(field.port(page).locator('option:checked')).toHaveText(WEST_PORT);
    await field.vlan(page).fill('1399');
    await expect(says(page)).toContainText('Port DC-7 to any destination in Ashburn');
    await remote.check();
    await expect(says(page)).toContainText('Port DC-7 to any destination in any metro');
    await remote.uncheck();
    await expect(says(page)).toContainText('You pay.');
    await next(page, 'Next: Token Details');
  });

  await test.step('Service Token Details', async () => {
    await expect(current).toHaveText('Service Token Details');
    await expect(stepHeading(page, 'Service Token Details')).toBeVisible();
    await expect(field.expiry(page)).toHaveAttribute('min', dayIn(1));
    await expect(field.expiry(page)).toHaveAttribute('max', dayIn(90));
    await expect(field.expiry(page)).toHaveValue(dayIn(90));
    await expect(page.getByText('The maximum number of days the token remains valid is 90.')).toBeVisible();
    await field.expiry(page).fill(dayIn(30));
    await expect(page.getByText('Ends 00:00 UTC, that is Tue, 22 Dec 2026, 00:00 UTC for you.')).toBeVisible();
    await page.getByRole('group', { name: 'Usual speeds' }).getByRole('button', { name: '500 Mbps' }).click();
    await expect(field.limit(page)).toHaveValue('500');
    await expect(page.getByRole('button', { name: '500 Mbps' })).toHaveAttribute('aria-pressed', 'true');
    await field.recipient(page).fill('bo@birch.example, ops@birch.example');
    await field.recipient(page).press('Enter');
    await expect(page.locator('.recipients li')).toHaveCount(2);
    await field.recipient(page).fill('wrong@birch.example');
    await field.recipient(page).press('Enter');
    await page.getByRole('button', { name: 'Remove wrong@birch.example' }).click();
    await expect(page.locator('.recipients li')).toHaveCount(2);
    await field.name(page).fill('Branch');
    await page.getByLabel('Description optional').fill('For the branch in Denver');
    await next(page, 'Next: Review');
  });

  const review = async () => {
    await expect(current).toHaveText('Review');
    await expect(fact(page, 'Service Token Type')).toHaveText('A-side Connection Service Token');
    await expect(fact(page, 'Port')).toHaveText('Port DC-7, DC Ashburn');
    await expect(fact(page, 'Remote connections')).toHaveText('not allowed');
    await expect(fact(page, 'VLAN identifier')).toHaveText('VLAN 1399');
    await expect(fact(page, 'Expires')).toHaveText(`${dayIn(30)} 00:00 UTC`);
    await expect(fact(page, 'Maximum connection bandwidth')).toHaveText('500 Mbps');
    await expect(fact(page, 'Recipients')).toHaveText('bo@birch.example, ops@birch.example');
    await expect(fact(page, 'Name')).toHaveText('Branch');
    await expect(fact(page, 'Description')).toHaveText('For the branch in Denver');
    const billing = 'The creator of the A-side token will be billed for the connection made by the redeemer of the A-side service token.';
    await expect(page.getByText(billing)).toBeVisible();
  };

  await test.step('Review, and Back to where something is to be changed', async () => {
    await review();
    await next(page, 'Back');
    await expect(stepHeading(page, 'Service Token Details')).toBeVisible();
    await expect(field.limit(page)).toHaveValue('500');
    await next(page, 'Back');
    await expect(stepHeading(page, 'Basic Configuration')).toBeVisible();
    await expect(field.vlan(page)).toHaveValue('1399');
    await next(page, 'Next: Token Details');
    await next(page, 'Next: Review');
    await review();
    await page.getByRole('button', { name: 'Change' }).first().click();
    await expect(stepHeading(page, 'Basic Configuration')).toBeVisible();
    await next(page, 'Next: Token Details');
    await page.locator('ol.steps').getByRole('button', { name: 'Basic Configuration' }).click();
    await expect(stepHeading(page, 'Basic Configuration')).toBeVisible();
    await next(page, 'Next: Token Details');
    await next(page, 'Next: Review');
    await review();
  });

  await next(page, 'Create Service Token');
  await expect(heading(page, 'Service token created')).toBeVisible();
  await page.getByRole('link', { name: 'Service Token Inventory' }).click();
  await expect(line(page, 'Branch')).toContainText('Port DC-7 · VLAN 1399');
});

test('[E3] a QinQ port asks for an S-tag and a C-tag, an untagged port for nothing', async ({ page }) => {
  await foundCompany(page, ALDER);
  await addPort(page, { name: 'Port Q', tagging: 'QinQ' });
  await addPort(page, { name: 'Port U', tagging: 'Untagged' });
  await visit(page, '#/grants/new', 'Create Service Token');
  await chooseThePlace(page, { port: 'Port Q · 10 Gbps · QinQ' });
  await expect(field.vlan(page)).toHaveCount(0);
  await page.getByLabel('S-tag').fill('120');
  await page.getByLabel('C-tag optional').fill('7');
  await next(page, 'Next: Token Details');
  await sayTheDetails(page, { name: 'Tagged twice', limit: 200, recipients: [BIRCH.email] });
  await next(page, 'Next: Review');
  await expect(fact(page, 'VLAN identifier')).toHaveText('S-tag 120, C-tag 7');
  await next(page, 'Create Service Token');
  await expect(heading(page, 'Service token created')).toBeVisible();
  await createToken(page, { port: 'Port U · 10 Gbps · Untagged', name: 'The whole port', recipients: [BIRCH.email] });
  await openToken(page, 'The whole port');
  await expect(fact(page, 'VLAN identifier')).toHaveText('untagged');
});

test('[G1] [S2] the completion screen shows the key with Copy and Save; elsewhere it is masked', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await loadDemo(page);
  const key = await createToken(page, { port: WEST_PORT, vlan: 1399, name: 'Branch', recipients: ['emil@east.example'] });
  expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  await expect(page.getByText('Send this key to emil@east.example. Whoever holds it may use it, once.')).toBeVisible();

  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByText('Key copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('service-token.txt');
  const file = await saved.createReadStream().then((stream) => stream.setEncoding('utf8').toArray()).then((parts) => parts.join(''));
  expect(file).toContain(`Service token ${key}`);
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
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByText('The browser did not allow copying. Select the key and copy it by hand.')).toBeVisible();
});

test('[G3] [T2] the inventory counts and lists by status, and finds by words', async ({ page }) => {
  await setClock(page);
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
  await expect(names).toHaveText(['Branch Boston', 'Trial for East', 'Backup path to Nimbus', 'Branch Denver']);
  await expect(page.getByRole('navigation', { name: 'Status' }).getByRole('link')).toHaveText([
    'All 4', 'Unused (Inactive) 1', 'Used (Active) 1', 'Expired 1', 'Deleted 1',
  ]);
  for (const [status, words, name] of [
    ['Unused (Inactive) 1', 'Unused Inactive', 'Branch Boston'],
    ['Used (Active) 1', 'Used Active', 'Branch Denver'],
    ['Expired 1', 'Expired', 'Trial for East'],
    ['Deleted 1', 'Deleted', 'Backup path to Nimbus'],
  ]) {
    await chip(status).click();
    await expect(chip(status)).toHaveAttribute('aria-current', 'page');
    await expect(names).toHaveText([name]);
    await expect(line(page, name).getByRole('cell', { name: words, exact: true })).toBeVisible();
  }
  await chip('All 4').click();
  await expect(names).toHaveCount(4);

  const search = page.getByRole('searchbox', { name: 'Search the inventory' });
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
});

test('[G4] the instant of its expiry is too late for a token, without a reload', async ({ page }) => {
  await setClock(page);
  await loadDemo(page);
  const key = await reveal(page, 'Trial for East');
  await goToTokens(page);
  const status = (words) => line(page, 'Trial for East').getByRole('cell', { name: words, exact: true });
  await page.clock.pauseAt(new Date(`${dayIn(3)}T00:00:00Z`).getTime() - 1000);
  await expect(status('Unused Inactive')).toBeVisible();
  await page.clock.runFor(1000);
  await expect(status('Expired')).toBeVisible();
  await page.clock.resume();
  await actAs(page, 'Emil East');
  await visit(page, '#/redeem', 'Redeem');
  await field.key(page).fill(key);
  const words = `This key expired on ${dayIn(3)} at 00:00 UTC. Ask West Company for a new one.`;
  await expect(page.locator('#key-problem')).toContainText(words);
});

test('[G4] a clock that lies behind the newest entry is told, and the tab only reads until that is confirmed', async ({ page }) => {
  await setClock(page);
  await foundCompany(page, ALDER);
  await page.clock.setSystemTime(NOW.getTime() - 60 * 60 * 1000);
  await page.reload();
  await expect(page.getByText('The clock is behind.')).toBeVisible();
  await expect(page.getByText('This computer\'s clock says 22 Nov 2026, 09:00, but the newest entry is of 22 Nov 2026, 10:00.')).toBeVisible();
  await visit(page, '#/assets/new', 'Add an asset');
  await page.getByLabel('Name', { exact: true }).fill('Port DC-7');
  await page.getByRole('combobox', { name: 'Location' }).selectOption('DC Ashburn');
  await next(page, 'Add the asset');
  const words = 'This tab only reads, for its clock is behind; see the notice at the top. Nothing was changed.';
  await expect(page.locator('main .err')).toContainText(words);
  await next(page, 'My clock is right');
  await expect(page.getByText('The clock is behind.')).toHaveCount(0);
  await next(page, 'Add the asset');
  await expect(heading(page, 'Port DC-7')).toBeVisible();
});

test('[T3] [E7] an Inactive token is edited, and its history says who did what', async ({ page }) => {
  await setClock(page);
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
  await expect(fact(page, 'Maximum connection bandwidth')).toHaveText('200 Mbps');
  await expect(fact(page, 'Expires')).toContainText(`${dayIn(10)} 00:00 UTC`);
  await expect(fact(page, 'Recipients')).toHaveText('nina@nimbus.example');
  await expect(fact(page, 'VLAN identifier')).toHaveText('VLAN 1400');
  await expect(history(page)).toContainText([
    'Wanda West Edited: “Backup path”, for nina@nimbus.example',
    `Wanda West Edited: up to 200 Mbps, until ${dayIn(10)} 00:00 UTC`,
    `Wanda West Created: up to 500 Mbps, until ${dayIn(90)} 00:00 UTC`,
  ]);
  await actAs(page, 'Nina Nimbus');
  await goTo(page, 'Inbox');
  await expect(notices(page)).toContainText([/West Company named your company as a recipient of an A-side token: DC Ashburn, up to 200 Mbps/]);
});

test('[T6] [V1] replacing deletes a token and creates its successor with a new key on the same place', async ({ page }) => {
  await setClock(page);
  await loadDemo(page);
  const old = await reveal(page, 'Backup path to Nimbus');
  await page.getByRole('button', { name: 'Replace' }).click();
  await expect(page.getByLabel('Expiration date of the new token')).toHaveValue(dayIn(90));
  await page.getByLabel('Expiration date of the new token').fill(dayIn(45));
  await page.getByRole('button', { name: 'Replace the token' }).click();
  await expect(page.getByText('Token replaced')).toBeVisible();
  await expect(fact(page, 'Replaces')).toBeVisible();
  await expect(fact(page, 'Expires')).toContainText(`${dayIn(45)} 00:00 UTC`);
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

test('[R1] [R2] [S1] the key is checked as it is typed; the preview tells its terms, never port or VLAN', async ({ page }) => {
  await setClock(page);
  await loadDemo(page);
  const key = await createToken(page, {
    port: WEST_PORT, vlan: 1399, limit: 500, expires: dayIn(30), name: 'Secret name', recipients: ['emil@east.example'],
  });
  await actAs(page, 'Emil East');
  await visit(page, '#/redeem', 'Redeem');
  await expect(says(page)).toContainText('Paste a key to see what it offers. Looking at it consumes nothing.');
  await field.key(page).fill(key.slice(0, 20));
  await expect(page.locator('#key-problem')).toContainText('This looks like a key with some characters missing.');
  await expect(page.getByRole('button', { name: 'Redeem and connect' })).toHaveCount(0);
  await field.key(page).fill(`  {${key.toUpperCase()}} `);
  await expect(page.locator('#key-problem')).toBeEmpty();
  await expect(page.getByRole('button', { name: 'Redeem and connect' })).toBeVisible();
  for (const [label, words] of [
    ['Kind', 'A-side token'],
    ['From', 'West Company'],
    ['Location', 'DC Ashburn'],
    ['Bandwidth', 'up to 500 Mbps'],
    ['Other end in', 'the same metro only'],
    ['Expires', /^in 29 days\s*Tue, 22 Dec 2026, 00:00 UTC$/],
    ['Approval', 'not needed'],
  ]) {
    await expect(fact(page, label)).toHaveText(words);
  }
  await expect(says(page)).toContainText('West Company pays for the connection. You are not billed for it.');
  expect(await page.content(), 'what the holder of a key must not know').not.toMatch(/1399|DC-7|Secret name/);
  await actAs(page, 'Wanda West');
  await goToTokens(page);
  await expect(line(page, 'Secret name')).toContainText('Inactive');
});

test('[S1] [C1] each partner sees its own end and names the connection for itself', async ({ page }) => {
  await loadDemo(page);
  const ends = page.locator('.endbox');
  await goTo(page, 'Connections');
  await page.getByRole('link', { name: 'Branch Denver' }).click();
  await expect(ends).toHaveText([/West Company \(you\).*Port DC-7.*VLAN 200/s, /East Company.*Partner’s side.*Not shown to you/s]);
  await expect(page.getByText('You pay for this connection.')).toBeVisible();
  await expect(history(page)).toContainText(['East Company Redeemed the token: 500 Mbps connection']);
  expect(await page.locator('main').innerHTML()).not.toMatch(/DC-1|VLAN 30|denver-uplink/);
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByLabel('Connection name').fill('Customer in Denver, leased');
  await next(page, 'Save');
  await expect(heading(page, 'Customer in Denver, leased')).toBeVisible();

  await actAs(page, 'Emil East');
  await expect(heading(page, 'denver-uplink')).toBeVisible();
  await expect(ends).toHaveText([/West Company.*Partner’s side.*Not shown to you/s, /East Company \(you\).*Port DC-1.*VLAN 30/s]);
  expect(await page.locator('main').innerHTML()).not.toMatch(/DC-7|VLAN 200|Customer in Denver|Wanda/);
  await expect(fact(page, 'Notices to')).toHaveText('emil@east.example');

  await actAs(page, 'Nina Nimbus');
  await expect(page.getByText('Your company has no connection of this address.')).toBeVisible();
});

test('[C2h] [N1] the redeemer changes the bandwidth, the issuer only sees it', async ({ page }) => {
  await loadDemo(page);
  await actAs(page, 'Emil East');
  await goTo(page, 'Connections');
  await page.getByRole('link', { name: 'denver-uplink' }).click();
  await page.getByRole('button', { name: 'Change bandwidth' }).click();
  await expect(field.bandwidth(page)).toHaveValue('500');
  await field.bandwidth(page).fill('1000');
  await next(page, 'Save');
  await expect(fact(page, 'Bandwidth')).toHaveText('1 Gbps');
  await expect(history(page).first()).toContainText('Emil East Changed the bandwidth from 500 Mbps to 1 Gbps');
  await actAs(page, 'Wanda West');
  await expect(fact(page, 'Bandwidth')).toHaveText('1 Gbps');
  await expect(page.getByRole('button', { name: 'Change bandwidth' })).toBeDisabled();
  await expect(page.getByText('Only the company that redeemed the token may change the bandwidth.')).toBeVisible();
  await goTo(page, 'Inbox');
  await expect(notices(page).first()).toContainText('The bandwidth of “Branch Denver” was changed from 500 Mbps to 1 Gbps.');
});

test('[C6] [C7] [T5] deleting a connection asks first, frees both places, and its token stays used', async ({ page }) => {
  await loadDemo(page);
  await goTo(page, 'Connections');
  await page.getByRole('link', { name: 'Branch Denver' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete this connection?' });
  await expect(dialog).toContainText('It cannot be undone, and the token it was made with stays used.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.locator('main .head .st')).toHaveText('Live');
  await page.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete the connection' }).click();
  await expect(page.locator('main .head .st')).toHaveText('Deleted');
  await expect(fact(page, 'Deleted')).toContainText('by West Company');
  await expect(page.getByText('This connection was deleted; it can only be read.')).toBeVisible();
  for (const name of ['Rename', 'Change bandwidth', 'Delete']) await expect(page.getByRole('button', { name })).toBeDisabled();
  await goToTokens(page);
  await expect(line(page, 'Branch Denver')).toContainText('Active');
  await createToken(page, { port: WEST_PORT, vlan: 200, name: 'In its place', recipients: ['emil@east.example'] });
  await actAs(page, 'Emil East');
  await goTo(page, 'Connections');
  await expect(line(page, 'denver-uplink')).toContainText('Deleted');
  await goTo(page, 'Inbox');
  await expect(notices(page)).toContainText([/West Company deleted the connection “denver-uplink”/]);
});

test('[N1] unread notices are counted until they are read', async ({ page }) => {
  await loadDemo(page);
  await expect(unreadOf(page)).toHaveAccessibleName('Inbox, 2 unread');
  await goTo(page, 'Inbox');
  await expect(notices(page).filter({ hasText: '“Trial for East” expires on' })).toBeVisible();
  await expect(notices(page).filter({ hasText: 'East Company redeemed “Branch Denver”. The connection is live.' })).toBeVisible();
  await expect(page.locator('ul.notices > li.unread')).toHaveCount(2);
  await page.getByRole('link', { name: 'East Company redeemed “Branch Denver”' }).click();
  await expect(heading(page, 'Branch Denver')).toBeVisible();
  await goTo(page, 'Inbox');
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(unreadOf(page)).toHaveAccessibleName('Inbox');
  await expect(page.locator('ul.notices > li.unread')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Mark all as read' })).toBeDisabled();
  await page.reload();
  await expect(heading(page, 'Inbox')).toBeVisible();
  await expect(unreadOf(page)).toHaveAccessibleName('Inbox');
  await actAs(page, 'Emil East');
  await expect(unreadOf(page)).toHaveAccessibleName(/, \d unread$/);
});

test('[A4] [A5] a connection ends at a provider’s service profile, which asks for its own fields', async ({ page }) => {
  await loadDemo(page);
  const key = await reveal(page, 'Backup path to Nimbus');
  await actAs(page, 'Emil East');
  await fillRedemption(page, { key, name: 'to-nimbus', bandwidth: 200, notify: 'emil@east.example' });
  await page.getByRole('radio', { name: 'A service profile' }).check();
  await page.getByRole('combobox', { name: 'Service profile' }).selectOption('Nimbus Direct Connect · Nimbus Cloud');
  await page.getByRole('combobox', { name: 'Location' }).selectOption('DC Ashburn');
  await page.getByLabel('AWS account number').fill('12345');
  await page.getByLabel('AWS account number').blur();
  await expect(page.locator('main .err')).toContainText('AWS account number asks for this. An AWS account number: 12 digits.');
  await page.getByLabel('AWS account number').fill('123456789012');
  await next(page, 'Redeem and connect');
  await expect(heading(page, 'to-nimbus')).toBeVisible();
  await expect(page.locator('.endbox').last()).toContainText('Nimbus Direct Connect');
  await expect(page.locator('.endbox').last()).toContainText('AWS account number: 123456789012');
  await actAs(page, 'Wanda West');
  await expect(heading(page, 'Backup path to Nimbus')).toBeVisible();
  expect(await page.locator('main').innerHTML()).not.toMatch(/Direct Connect|123456789012/);
});

test('[R10] a company redeems its own key after it said that it means to', async ({ page }) => {
  await loadDemo(page);
  const key = await reveal(page, 'Trial for East');
  await fillRedemption(page, {
    key, port: 'Port DC-7 · DC Ashburn · 10 Gbps · Dot1q', vlan: 77, name: 'loop', bandwidth: 50, notify: 'wanda@west.example',
  });
  await next(page, 'Redeem and connect');
  await expect(page.locator('main .err[data-code=own-key-unconfirmed]')).toContainText(
    'This key was created by your own company. Tick the box if you mean to use it yourselves.',
  );
  await page.getByRole('checkbox', { name: 'This key is our own, and we mean to use it ourselves' }).check();
  await next(page, 'Redeem and connect');
  await expect(page.locator('.endbox')).toHaveText([/Port NY-2.*S-tag 120, C-tag 7/s, /Port DC-7.*VLAN 77/s]);
});

test('[P1] [P5] people are added and change their roles; the last who manages them stays', async ({ page }) => {
  await foundCompany(page, ALDER);
  await addColleague(page, { person: 'Vic Viewer', email: 'vic@alder.example', role: 'Fabric Viewer' });
  await page.getByRole('button', { name: 'Edit Ann Alder' }).click();
  await page.getByLabel('Role in Equinix Fabric and Network Edge').selectOption('Fabric Viewer');
  await next(page, 'Save');
  await expect(page.locator('main .err')).toContainText('Nobody else of your company may manage people. Give somebody else that role first.');
  await expect(page.getByLabel('Role in Equinix Fabric and Network Edge')).toHaveValue('Fabric Viewer');
  await next(page, 'Cancel');
  await page.getByRole('button', { name: 'Edit Vic Viewer' }).click();
  await page.getByLabel('Role in Equinix Fabric and Network Edge').selectOption('Fabric Connection Manager');
  await next(page, 'Save');
  await expect(line(page, 'Vic Viewer')).toContainText('Fabric Connection Manager');
  await actAs(page, 'Vic Viewer');
  await expect(page.getByRole('button', { name: 'Add a person' })).toHaveCount(0);
  await expect(page.getByText(/^Managing people needs the role/)).toBeVisible();
});

test('[A1] [A6] [P3] a port’s form: what holds a place fixes it, and only named people may use it', async ({ page }) => {
  await loadDemo(page);
  await goTo(page, 'Assets');
  await page.getByRole('link', { name: 'Port DC-7' }).click();
  await expect(page.getByRole('row', { name: 'VLAN 200 the connection “Branch Denver”' })).toBeVisible();
  await expect(page.getByRole('row', { name: 'VLAN 1400 the token “Backup path to Nimbus”' })).toBeVisible();
  await expect(fact(page, 'Committed bandwidth')).toHaveText('500 Mbps');
  await expect(page.getByRole('button', { name: 'Remove' })).toBeDisabled();
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('combobox', { name: 'Location' }).selectOption('NY New York');
  await expect(page.locator('main .err[data-code=asset-in-use]')).toContainText('The location is fixed while');
  await page.getByRole('combobox', { name: 'Location' }).selectOption('DC Ashburn');
  await page.getByLabel('Name', { exact: true }).fill('Port DC-7b');
  await page.getByRole('checkbox', { name: 'Only named people' }).check();
  await page.getByRole('checkbox', { name: 'Walt Winters' }).check();
  await next(page, 'Save');
  await expect(heading(page, 'Port DC-7b')).toBeVisible();
  await expect(fact(page, 'May create tokens')).toHaveText('Walt Winters');
  await visit(page, '#/grants/new', 'Create Service Token');
  await chooseThePlace(page, { port: 'Port DC-7b · 10 Gbps · Dot1q, not open to you', vlan: 900 });
  await expect(page.locator('main .err[data-code=access-not-given]')).toContainText(
    'Only named people may create tokens on Port DC-7b; you are not among them.',
  );
  await goTo(page, 'Assets');
  await page.getByRole('link', { name: 'Add an asset' }).click();
  await addPort(page, { name: 'Spare' });
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog', { name: 'Remove Spare?' }).getByRole('button', { name: 'Remove' }).click();
  await expect(heading(page, 'Assets')).toBeVisible();
  await expect(line(page, 'Port NY-2')).toBeVisible();
  await expect(line(page, 'Spare')).toHaveCount(0);
});

test('[A8] the demo fills a ledger of its own, which can be left and begun afresh', async ({ page }) => {
  await foundCompany(page, ALDER);
  await goTo(page, 'Data');
  await page.getByRole('button', { name: 'Load the demo' }).click();
  await expect(actor(page)).toContainText('West Company Wanda West');
  await expect(page.getByText('Nothing here is real; try everything.')).toBeVisible();
  await actor(page).click();
  await expect(page.locator('details.acting h3')).toHaveText(['West Company', 'East Company', 'Nimbus Cloud']);
  await actor(page).click();
  await addPort(page, { name: 'Port of the demo' });

  await page.getByRole('status').getByRole('button', { name: 'Leave the demo' }).click();
  await expect(actor(page)).toContainText('Alder Networks Ann Alder');
  await goTo(page, 'Assets');
  await expect(page.getByText('No assets yet')).toBeVisible();

  await goTo(page, 'Data');
  await page.getByRole('button', { name: 'Load the demo' }).click();
  await expect(actor(page)).toContainText('West Company');
  await goTo(page, 'Assets');
  await expect(line(page, 'Port of the demo')).toBeVisible();
  await goTo(page, 'Data');
  await page.getByRole('button', { name: 'Start the demo afresh' }).click();
  await goTo(page, 'Assets');
  await expect(line(page, 'Port DC-7')).toBeVisible();
  await expect(line(page, 'Port of the demo')).toHaveCount(0);
});

test('an address of nothing says so, and every page has its title', async ({ page }) => {
  await loadDemo(page);
  for (const [hash, title, name] of [
    ['#/', 'Overview'],
    ['#/grants', 'Service Token Inventory'],
    ['#/grants?status=used', 'Service Token Inventory'],
    ['#/grants/new', 'Create Service Token'],
    ['#/redeem', 'Redeem'],
    ['#/connections', 'Connections'],
    ['#/inbox', 'Inbox'],
    ['#/assets', 'Assets'],
    ['#/assets/new', 'Add an asset'],
    ['#/company', 'Company', 'West Company'],
    ['#/company/new', 'Set up a company'],
    ['#/data', 'Data'],
    ['#/about', 'About'],
    ['#/nowhere', 'No such page', 'Not found'],
    ['#/grants/00000000-0000-4000-8000-000000000000', 'Service Token', 'Not found'],
  ]) {
    await visit(page, hash, name ?? title);
    await expect(page).toHaveTitle(`${title} · Crosskey`);
  }
});
