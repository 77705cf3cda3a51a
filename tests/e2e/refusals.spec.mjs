// What is refused: each with a sentence, a stable code and, where there is one, the next step; and what was typed
// stays as it was typed.
import { DAY, NOW, dayIn, said, startOf } from '../clock.mjs';
import {
  EAST_PORT, WEST_PORT, actAs, addPort, chooseThePlace, field, fillRedemption, foundCompany, goTo, goToTokens, heading,
  line, loadDemo, next, openToken, refusal, reveal, sayTheDetails, stepHeading, typed, visit,
} from './acts.mjs';
import { expect, test } from './fixture.mjs';

const REMOTE_PORT = 'Port FR-3 · FR Frankfurt · 10 Gbps · Dot1q';
const EMIL = 'emil@east.example';
const LONG = 'x'.repeat(10_000);
const atKey = (page) => page.locator('#key-problem');

/** Tries to send the form, and finds everything in it as it was. */
async function refused(page, button, code, words, { vendor } = {}) {
  const before = await typed(page);
  await next(page, button);
  await expect(refusal(page, code)).toContainText(words);
  if (vendor !== undefined) await expect(refusal(page, code).locator('small')).toHaveText(vendor);
  expect(await typed(page), 'what was typed').toEqual(before);
}

/** East's form for the token “Backup path to Nimbus”: 500 Mbps, same metro. */
async function eastRedeems(page, wish = {}) {
  await loadDemo(page);
  const key = await reveal(page, 'Backup path to Nimbus');
  await actAs(page, 'Emil East');
  await fillRedemption(page, { key, port: EAST_PORT, vlan: 40, name: 'backup', bandwidth: 200, notify: EMIL, ...wish });
}

async function nothingWasMade(page) {
  await goTo(page, 'Connections');
  await expect(page.getByRole('rowheader')).toHaveText(['west-megaport', 'denver-uplink']);
  await actAs(page, 'Wanda West');
  await goToTokens(page);
  await expect(line(page, 'Backup path to Nimbus')).toContainText('Inactive');
}

test.describe('redeeming', () => {
  test('[R11] [T1] a second redemption is refused, and names the winner only to those concerned', async ({ page }) => {
    await loadDemo(page);
    const key = await reveal(page, 'Branch Denver');
    for (const [person, words] of [
      ['Wanda West', `East Company used this key on ${said(NOW)}. It works only once.`],
      ['Emil East', `Your own company used this key on ${said(NOW)}. It works only once; see your connections.`],
      ['Nina Nimbus', `This key was used on ${said(NOW)}. It works only once, first come, first served; ask West Company for a new one.`],
    ]) {
      await actAs(page, person);
      await visit(page, '#/redeem', 'Redeem');
      await field.key(page).fill(key);
      await expect(refusal(page, 'already-used')).toContainText(words);
      await expect(refusal(page, 'already-used').locator('small')).toHaveText('EQ-3142532');
      await expect(field.key(page)).toHaveValue(key);
      await expect(page.getByRole('button', { name: 'Redeem and connect' })).toHaveCount(0);
    }
    expect(await page.locator('main').innerHTML(), 'the winner is not the business of others').not.toContain('East');
  });

  test('[E5] 600 of 500 Mbps, with the largest as the next step', async ({ page }) => {
    await eastRedeems(page, { bandwidth: 600 });
    await expect(page.getByText('600 Mbps is not one of Equinix')).toHaveCount(0);
    const words = '600 Mbps is more than the token allows. Choose at most 500 Mbps.';
    await refused(page, 'Redeem and connect', 'over-bandwidth', words, { vendor: 'EQ-3142535' });
    await nothingWasMade(page);
    await actAs(page, 'Emil East');
    await visit(page, '#/redeem', 'Redeem');
    await next(page, 'Redeem and connect');
    await next(page, 'Use 500 Mbps');
    await expect(field.bandwidth(page)).toHaveValue('500');
    await expect(refusal(page, 'over-bandwidth')).toHaveCount(0);
    await next(page, 'Redeem and connect');
    await expect(heading(page, 'backup')).toBeVisible();
  });

  test('[R9] more than the own port carries; the sum of a port is only warned of', async ({ page }) => {
    await loadDemo(page);
    await openToken(page, 'Backup path to Nimbus');
    await page.getByRole('button', { name: 'Edit' }).click();
    await field.limit(page).fill('5000');
    await next(page, 'Save changes');
    const key = await reveal(page, 'Backup path to Nimbus');
    await actAs(page, 'Emil East');
    await fillRedemption(page, { key, port: EAST_PORT, vlan: 40, name: 'backup', bandwidth: 2000, notify: EMIL });
    await refused(page, 'Redeem and connect', 'over-bandwidth', '2 Gbps is more than your own port\'s speed of 1 Gbps. Choose at most 1 Gbps.');
    await field.bandwidth(page).fill('700');
    const warnings = page.locator('main .hint.warn');
    await expect(warnings).toHaveText([
      '700 Mbps is not one of Equinix\'s usual speeds; it may be rounded up when it is ordered.',
      'The connections on this port then add up to 1200 Mbps, more than its 1 Gbps.',
    ]);
    await next(page, 'Redeem and connect');
    await expect(heading(page, 'backup')).toBeVisible();
  });

  test('[E2] an end in another metro, where the token does not allow it', async ({ page }) => {
    await eastRedeems(page, { port: REMOTE_PORT });
    const words = 'This token allows no remote connection: the other end must be in DC Ashburn, and this is in FR Frankfurt.';
    await refused(page, 'Redeem and connect', 'remote-not-allowed', words, { vendor: 'EQ-3142536' });
    await page.getByRole('radio', { name: 'Service profile of a provider' }).check();
    await page.getByRole('combobox', { name: 'Service profile' }).selectOption('Nimbus Direct Connect · Nimbus Cloud');
    await page.getByRole('combobox', { name: 'Location' }).selectOption('FR Frankfurt');
    await page.getByLabel('AWS account number').fill('123456789012');
    await refused(page, 'Redeem and connect', 'remote-not-allowed', words);
    await nothingWasMade(page);
  });

  test('[V1] [V5] a taken VLAN names its holder and the next free one, which fills the field', async ({ page }) => {
    await eastRedeems(page, { vlan: 30 });
    const words = 'VLAN 30 is held by the connection “denver-uplink”. VLAN 31 is the next free place.';
    await refused(page, 'Redeem and connect', 'vlan-taken', words, { vendor: 'EQ-3142102' });
    await next(page, 'Use 31');
    await expect(field.vlan(page)).toHaveValue('31');
    await expect(refusal(page, 'vlan-taken')).toHaveCount(0);
    await next(page, 'Redeem and connect');
    await expect(page.locator('.endbox').last()).toContainText('VLAN 31');
  });

  test('[V5] trouble at the other end is told without its reason, which only its owner sees', async ({ page }) => {
    await loadDemo(page);
    const key = await reveal(page, 'Backup path to Nimbus');
    await goTo(page, 'Assets');
    await page.getByRole('link', { name: 'Port DC-7' }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('checkbox', { name: 'Open to new connections' }).uncheck();
    await next(page, 'Save');
    await expect(page.locator('main dl')).toContainText('closed');
    await openToken(page, 'Backup path to Nimbus');
    await expect(page.getByText('Port DC-7 is closed to new connections: nobody can redeem this token until it is opened.')).toBeVisible();
    await actAs(page, 'Emil East');
    await fillRedemption(page, { key, port: EAST_PORT, vlan: 40, name: 'backup', bandwidth: 200, notify: EMIL });
    await refused(page, 'Redeem and connect', 'partner-end-unavailable', 'The other end cannot be used at present. West Company can see why; ask them.');
    expect(await page.locator('main').innerHTML()).not.toMatch(/DC-7|closed to new/);
  });

  test('[P2] [P5] a role that may not redeem is told which may', async ({ page }) => {
    await loadDemo(page);
    const key = await reveal(page, 'Trial for East');
    await actAs(page, 'Walt Winters');
    await visit(page, '#/redeem', 'Redeem');
    await field.key(page).fill(key);
    await expect(refusal(page, 'role-not-allowed')).toContainText(
      'Redeeming tokens and changing connections needs the role Fabric Manager, Fabric Connection Manager or End Customer ' +
        'Fabric Manager; this person is Fabric Viewer. Switch to somebody who has it.',
    );
    await expect(field.key(page)).toHaveValue(key);
  });

  test('[R1] [R5] what is not a key is told what it looks like, an unknown, deleted or expired one what to do', async ({ page }) => {
    await loadDemo(page);
    const gone = await reveal(page, 'Backup path to Nimbus');
    await page.getByRole('button', { name: 'Delete' }).click();
    await next(page, 'Delete the token');
    const late = await reveal(page, 'Trial for East');
    await page.clock.fastForward(4 * DAY);
    await actAs(page, 'Emil East');
    await visit(page, '#/redeem', 'Redeem');
    const wanted = 'A key has 36 characters, like 1b4e28ba-2fa1-41d2-883f-0016d3cca427.';
    for (const [text, code, words] of [
      ['1b4e28ba-2fa1', 'malformed-key', `This looks like a key with some characters missing. ${wanted}`],
      ['1b4e28ba-2fa1-41d2-883f-0016d3cca42700', 'malformed-key', `This looks like a key with something added. ${wanted}`],
      ['1b4e28ba-2fa1-41d2-883f-0016d3cca427/europe-west3/1', 'malformed-key', 'This looks like a pairing key of a cloud provider (key/region/zone)'],
      ['123456789012', 'malformed-key', 'This looks like an account number'],
      ['https://elsewhere.example/#key', 'malformed-key', 'This is a web address.'],
      ['bo@birch.example', 'malformed-key', 'This looks like an e-mail address.'],
      ['hunter2', 'malformed-key', 'This is not a service token or service key'],
      [LONG, 'malformed-key', 'This is not a service token or service key'],
      ['1b4e28ba-2fa1-41d2-883f-0016d3cca427', 'unknown-key', 'No such key is known in this browser. Check that all 36 characters were copied'],
      [gone, 'deleted', 'West Company deleted this key. Ask them for a new one.'],
      [late, 'expired', `This key expired on ${startOf(3)}. Ask West Company for a new one.`],
    ]) {
      await field.key(page).fill(text);
      await expect(refusal(page, code)).toContainText(words);
      await expect(field.key(page)).toHaveValue(text);
      await expect(field.key(page)).toHaveAttribute('aria-invalid', 'true');
    }
    await expect(atKey(page).locator('small')).toHaveText('EQ-3142532');
    for (const forgiven of [`  ${gone}  `, gone.toUpperCase(), `{${gone}}`, `urn:uuid:${gone}`]) {
      await field.key(page).fill(forgiven);
      await expect(refusal(page, 'deleted')).toBeVisible();
    }
  });

  test('[R3] [R5] every problem of the form is shown at once, each at its field', async ({ page }) => {
    await loadDemo(page);
    const key = await reveal(page, 'Backup path to Nimbus');
    await actAs(page, 'Emil East');
    await visit(page, '#/redeem', 'Redeem');
    await field.key(page).fill(key);
    await next(page, 'Redeem and connect');
    const problems = page.locator('main .err');
    await expect(problems).toHaveText([
      /Choose one of your ports\./, /Use 1 to 24 characters/, /Choose or enter a bandwidth\./, /Give at least one e-mail address\./,
    ]);
    await field.port(page).selectOption({ label: EAST_PORT });
    await field.vlan(page).fill('5000');
    await field.connectionName(page).fill('with spaces and ümläut');
    await field.bandwidth(page).fill('fast');
    await field.notify(page).fill('nobody');
    await field.notify(page).press('Enter');
    await expect(problems).toHaveText([
      /5000 is outside the range of Equinix Fabric; use 2 to 4092\./,
      /Use 1 to 24 characters: letters A to Z, digits, hyphen and underscore, as Equinix Fabric asks\./,
      /Write a whole number of Mbps, like 500, or of Gbps, like 1 Gbps\./,
      /“nobody” is not an e-mail address\. Write it like name@company\.example\./,
    ]);
    for (const [one, code] of [
      [field.vlan(page), 'vlan-out-of-range'],
      [field.connectionName(page), 'name-invalid'],
      [field.bandwidth(page), 'speed-invalid'],
      [field.notify(page), 'email-invalid'],
    ]) {
      await expect(one).toHaveAttribute('aria-invalid', 'true');
      await expect(refusal(page, code)).toBeVisible();
    }
  });

  test('[R5] a form keeps what was typed while a better key is looked for', async ({ page }) => {
    await loadDemo(page);
    const used = await reveal(page, 'Branch Denver');
    const good = await reveal(page, 'Backup path to Nimbus');
    await actAs(page, 'Emil East');
    await fillRedemption(page, { key: good, port: EAST_PORT, vlan: 40, name: 'backup', bandwidth: 200, notify: EMIL });
    const before = await typed(page);
    await field.key(page).fill(used);
    await expect(refusal(page, 'already-used')).toBeVisible();
    await field.key(page).fill(good);
    await expect(field.bandwidth(page)).toBeVisible();
    expect(await typed(page)).toEqual(before);
    await next(page, 'Redeem and connect');
    await expect(heading(page, 'backup')).toBeVisible();
  });
});

test.describe('creating', () => {
  const wizard = async (page) => {
    await loadDemo(page);
    await visit(page, '#/grants/new', 'Create Service Token');
  };

  test('[V1] [V5] a taken VLAN names its holder and the next free one, which fills the field', async ({ page }) => {
    await wizard(page);
    await chooseThePlace(page, { port: WEST_PORT, vlan: 1400 });
    await field.vlan(page).blur();
    const words = 'VLAN 1400 is held by the token “Backup path to Nimbus”. VLAN 1401 is the next free place.';
    await refused(page, 'Next: Token Details', 'vlan-taken', words, { vendor: 'EQ-3142102' });
    await next(page, 'Use 1401');
    await expect(field.vlan(page)).toHaveValue('1401');
    await next(page, 'Next: Token Details');
    await expect(stepHeading(page, 'Service Token Details')).toBeVisible();
  });

  test('[V2] on a QinQ port two places clash by S-tag and C-tag', async ({ page }) => {
    await wizard(page);
    await chooseThePlace(page, { metro: 'NY New York', port: 'Port NY-2 · 1 Gbps · QinQ' });
    await page.getByLabel('S-tag').fill('120');
    await page.getByLabel('C-tag optional').fill('7');
    await page.getByLabel('C-tag optional').blur();
    await next(page, 'Next: Token Details');
    await expect(refusal(page, 'vlan-taken')).toContainText('S-tag 120, C-tag 7 is held by the token “Trial for East”. S-tag 120, C-tag 8 is the next free place.');
    await next(page, 'Use S-tag 120, C-tag 8');
    await expect(page.getByLabel('C-tag optional')).toHaveValue('8');
    await page.getByLabel('C-tag optional').fill('');
    await expect(refusal(page, 'vlan-taken')).toContainText('S-tag 120 is held by the token “Trial for East”. S-tag 121 is the next free place.');
  });

  test('[E6] day 91, today and what is no date', async ({ page }) => {
    await wizard(page);
    await chooseThePlace(page, { port: WEST_PORT, vlan: 1399 });
    await next(page, 'Next: Token Details');
    await sayTheDetails(page, { limit: 500, expires: dayIn(91), recipients: [EMIL], name: 'Branch' });
    const span = `Pick a date from ${dayIn(1)} to ${dayIn(90)}.`;
    const words = `${dayIn(91)} is too late: a token is valid for at most 90 days from its creation. ${span}`;
    await refused(page, 'Next: Review', 'date-out-of-range', words);
    await field.expiry(page).fill(dayIn(0));
    await refused(page, 'Next: Review', 'date-out-of-range', `${dayIn(0)} is too early: the date must lie after today. ${span}`);
    await field.expiry(page).fill('');
    await refused(page, 'Next: Review', 'required', 'Choose an expiration date.');
    await field.expiry(page).fill(dayIn(90));
    await next(page, 'Next: Review');
    await expect(stepHeading(page, 'Review')).toBeVisible();
  });

  test('[E5] [E7] a limit above the port’s speed, no recipient, an address that is none', async ({ page }) => {
    await wizard(page);
    await chooseThePlace(page, { port: WEST_PORT, vlan: 1399 });
    await next(page, 'Next: Token Details');
    await sayTheDetails(page, { limit: '25 Gbps', recipients: [] });
    await field.limit(page).blur();
    await next(page, 'Next: Review');
    await expect(refusal(page, 'required')).toContainText('Give at least one e-mail address.');
    await field.recipient(page).fill('emil at east, nina@nimbus');
    await field.recipient(page).press('Enter');
    await expect(refusal(page, 'email-invalid')).toHaveCount(4);
    await refused(page, 'Next: Review', 'over-bandwidth', '25 Gbps is more than the port\'s speed of 10 Gbps. Choose at most 10 Gbps.', { vendor: 'EQ-3142535' });
    await next(page, 'Use 10 Gbps');
    await expect(field.limit(page)).toHaveValue('10000');
    for (const wrong of ['emil', 'at', 'east', 'nina@nimbus']) await page.getByRole('button', { name: `Remove ${wrong}`, exact: true }).click();
    await field.recipient(page).fill(EMIL);
    await field.recipient(page).press('Enter');
    await next(page, 'Next: Review');
    await expect(stepHeading(page, 'Review')).toBeVisible();
  });

  test('[P2] a Fabric Viewer is told which roles may, on every page that would', async ({ page }) => {
    await loadDemo(page);
    await actAs(page, 'Walt Winters');
    const words = /^Creating, changing and sharing service tokens and Fabric assets needs the role Fabric Manager, .*; this person is Fabric Viewer\./;
    for (const [hash, title] of [['#/grants/new', 'Create Service Token'], ['#/grants', 'Service Token Inventory'], ['#/assets', 'Assets']]) {
      await visit(page, hash, title);
      await expect(page.getByText(words)).toBeVisible();
    }
    await expect(page.getByRole('link', { name: 'Create Service Token' })).toHaveCount(0);
    await openToken(page, 'Backup path to Nimbus');
    await expect(page.getByText(words).first()).toBeVisible();
    for (const name of ['Edit', 'Replace', 'Delete']) await expect(page.getByRole('button', { name })).toBeDisabled();
    await expect(page.getByRole('button', { name: 'Reveal' })).toHaveCount(0);
    await visit(page, '#/assets/new', 'Add an asset');
    await expect(page.getByText(words), 'in place of the form').toBeVisible();
    await expect(page.getByLabel('Name', { exact: true })).toHaveCount(0);
    await visit(page, '#/approvals', 'Approvals');
    await expect(page.getByText(/this person is Fabric Viewer/), 'and at what waits').toBeVisible();
    await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  });

  test('[A1] a port that is closed to new connections', async ({ page }) => {
    await loadDemo(page);
    await goTo(page, 'Assets');
    await page.getByRole('link', { name: 'Port DC-7' }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('checkbox', { name: 'Open to new connections' }).uncheck();
    await next(page, 'Save');
    await expect(page.getByText('Saved')).toBeVisible();
    await visit(page, '#/grants/new', 'Create Service Token');
    await chooseThePlace(page, { port: 'Port DC-7 · 10 Gbps · Dot1q, closed', vlan: 1399 });
    await refused(page, 'Next: Token Details', 'port-closed', 'Port DC-7 is closed to new connections. Open it on its page, or choose another.');
  });
});

test('[P1] a company’s name is taken once, and its first person may manage people', async ({ page }) => {
  await foundCompany(page, { company: 'Alder Networks', person: 'Ann', email: 'ann@alder.example' });
  await visit(page, '#/company/new', 'Set up a company');
  await next(page, 'Set up the company');
  await expect(refusal(page, 'required')).toHaveCount(3);
  await page.getByLabel('Company', { exact: true }).fill('ALDER networks');
  await page.getByLabel('Person', { exact: true }).fill('Bo');
  await page.getByLabel('E-mail address').fill('bo@alder.example');
  await refused(page, 'Set up the company', 'name-taken', 'A company of this name exists already. Choose another name, or switch to one of its people.');
  await page.getByLabel('Company', { exact: true }).fill('Birch');
  await page.getByLabel('Role in Equinix Fabric and Network Edge').selectOption('Fabric Viewer');
  await refused(page, 'Set up the company', 'role-not-allowed', /^Managing people needs the role/);
});

test('10,000 characters pasted anywhere are refused in words and stay, and the page does not burst', async ({ page }) => {
  await eastRedeems(page);
  const paste = async (one) => {
    await one.fill('');
    await one.focus();
    await page.keyboard.insertText(LONG);
    await one.blur();
    await expect(one).toHaveValue(LONG);
  };
  await paste(field.vlan(page));
  await paste(field.connectionName(page));
  await paste(field.bandwidth(page));
  await paste(page.getByLabel('Purchase order optional'));
  await refused(page, 'Redeem and connect', 'text-invalid', 'At most 64 characters; this has 10000.');
  for (const code of ['vlan-out-of-range', 'name-invalid', 'speed-invalid']) await expect(refusal(page, code)).toBeVisible();
  await field.notify(page).focus();
  await page.keyboard.insertText(LONG);
  await field.notify(page).press('Enter');
  await expect(refusal(page, 'email-invalid')).toContainText(`“${'x'.repeat(60)}” is not an e-mail address.`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no horizontal scrolling').toBe(true);

  await actAs(page, 'Wanda West');
  await visit(page, '#/grants/new', 'Create Service Token');
  await chooseThePlace(page, { port: WEST_PORT, vlan: 1399 });
  await next(page, 'Next: Token Details');
  await sayTheDetails(page, { limit: 500, recipients: [EMIL] });
  await paste(field.name(page));
  await paste(page.getByLabel('Description optional'));
  const before = await typed(page);
  await next(page, 'Next: Review');
  await expect(refusal(page, 'text-invalid')).toHaveText([/At most 64 characters; this has 10000\./, /At most 500 characters; this has 10000\./]);
  expect(await typed(page)).toEqual(before);
});

test('HTML in names is shown as text, everywhere', async ({ page }) => {
  const company = '<img src=x onerror=alert(1)> Co';
  const person = '<b onclick=alert(1)>Ann</b>';
  const port = '<script>alert(1)</script>';
  await foundCompany(page, { company, person, email: 'ann@alder.example' });
  await addPort(page, { name: port });
  await visit(page, '#/grants/new', 'Create Service Token');
  await chooseThePlace(page, { port: `${port} · 10 Gbps · Dot1q`, vlan: 1399 });
  await next(page, 'Next: Token Details');
  await sayTheDetails(page, { limit: 500, name: '<i>Branch</i>', recipients: ['<u>@x.example', 'ann@alder.example'] });
  await expect(refusal(page, 'email-invalid')).toContainText('“<u>@x.example” is not an e-mail address.');
  await page.getByRole('button', { name: 'Remove <u>@x.example' }).click();
  await page.getByLabel('Description optional').fill('&lt;a href="javascript:alert(1)"&gt;');
  await next(page, 'Next: Review');
  await next(page, 'Create Service Token');
  await expect(page.getByRole('heading', { level: 2, name: '<i>Branch</i>' })).toBeVisible();
  await page.getByRole('link', { name: 'Open the token' }).click();
  await expect(heading(page, '<i>Branch</i>')).toBeVisible();
  await expect(page.locator('main')).toContainText('&lt;a href="javascript:alert(1)"&gt;');
  await expect(page.locator('main')).toContainText(`${port} · VLAN 1399`);
  await expect(page.locator('ol.timeline')).toContainText(person);
  for (const hash of ['#/', '#/grants', '#/assets', '#/company', '#/inbox']) {
    await page.goto(hash);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('#app :is(img, script, i, u, [onerror], [onclick], a[href^=javascript])')).toHaveCount(0);
  }
});
