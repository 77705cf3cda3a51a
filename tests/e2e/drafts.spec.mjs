// Unfinished forms: they survive a reload, belong to one person, and go when they are sent or given up.
import { DAY } from '../clock.mjs';
import {
  EAST_PORT, WEST_PORT, actAs, actor, chooseThePlace, field, fillRedemption, goToTokens, heading, line, loadDemo, next,
  openToken, reveal, sayTheDetails, stepHeading, typed, visit,
} from './acts.mjs';
import { expect, test } from './fixture.mjs';
import { kept, putBack } from './ledger.mjs';

const WISH = { port: EAST_PORT, vlan: 40, name: 'backup', bandwidth: 200, notify: 'emil@east.example' };

async function halfAToken(page) {
  await visit(page, '#/grants/new', 'Create Service Token');
  await chooseThePlace(page, { port: WEST_PORT, vlan: 1399, remote: true });
  await next(page, 'Next: Token Details');
  await sayTheDetails(page, { name: 'Half done', limit: 500, recipients: ['emil@east.example'] });
  await field.recipient(page).fill('second@east.example');
}

async function eastRedeems(page) {
  const key = await reveal(page, 'Backup path to Nimbus');
  await actAs(page, 'Emil East');
  await fillRedemption(page, { key, ...WISH });
  return key;
}

test('[D3] a half-filled wizard is there after a reload, at its step, until it is sent', async ({ page }) => {
  await loadDemo(page);
  await halfAToken(page);
  const before = await typed(page);
  await page.reload();
  await expect(stepHeading(page, 'Service Token Details')).toBeVisible();
  expect(await typed(page)).toEqual(before);
  await next(page, 'Back');
  await expect(field.vlan(page)).toHaveValue('1399');
  await expect(page.getByRole('checkbox', { name: 'Allow Remote Connection' })).toBeChecked();
  await next(page, 'Next: Token Details');
  await field.recipient(page).press('Enter');
  await next(page, 'Next: Review');
  await page.reload();
  await expect(stepHeading(page, 'Review')).toBeVisible();
  expect(await kept(page, '/draft/')).toHaveLength(1);
  await next(page, 'Create Service Token');
  await expect(heading(page, 'Service token created')).toBeVisible();
  expect(await kept(page, '/draft/')).toEqual([]);
  await next(page, 'Create another');
  await expect(stepHeading(page, 'Basic Configuration')).toBeVisible();
  await expect(field.port(page)).toHaveValue('');
});

test('[D3] a draft that is given up is gone', async ({ page }) => {
  await loadDemo(page);
  await halfAToken(page);
  const dialog = page.getByRole('dialog', { name: 'Discard this form?' });
  await next(page, 'Discard');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Discard', exact: true })).toBeFocused();
  expect(await kept(page, '/draft/')).toHaveLength(1);
  await next(page, 'Discard');
  await dialog.getByRole('button', { name: 'Discard the form' }).click();
  await expect(heading(page, 'Service Token Inventory')).toBeVisible();
  expect(await kept(page, '/draft/')).toEqual([]);
  await visit(page, '#/grants/new', 'Create Service Token');
  await expect(stepHeading(page, 'Basic Configuration')).toBeVisible();
  await expect(field.port(page)).toHaveValue('');
});

test('[D3] a form in which nothing was filled in is given up without a question', async ({ page }) => {
  await loadDemo(page);
  await visit(page, '#/grants/new', 'Create Service Token');
  await next(page, 'Discard');
  await expect(heading(page, 'Service Token Inventory')).toBeVisible();
  await visit(page, '#/keys/new', 'Create Service Key');
  await next(page, 'Discard');
  await expect(heading(page, 'Service Keys')).toBeVisible();
  await visit(page, '#/keys/new', 'Create Service Key');
  await page.getByLabel('Label').fill('For East');
  await next(page, 'Discard');
  await page.getByRole('button', { name: 'Discard the form' }).click();
  await expect(heading(page, 'Service Keys')).toBeVisible();
  expect(await kept(page, '/draft/')).toEqual([]);
});

test('[D3] a draft belongs to the person who typed it', async ({ page }) => {
  await loadDemo(page);
  await eastRedeems(page);
  const before = await typed(page);
  await actAs(page, 'Edda Ek');
  await expect(field.key(page)).toHaveValue('');
  await actAs(page, 'Wanda West');
  await expect(field.key(page)).toHaveValue('');
  await actAs(page, 'Emil East');
  await expect(field.connectionName(page)).toHaveValue('backup');
  expect(await typed(page)).toEqual(before);
});

test('[D3] a half-filled redemption is there after a reload, until it is sent', async ({ page }) => {
  await loadDemo(page);
  await eastRedeems(page);
  const before = await typed(page);
  await page.reload();
  await expect(field.connectionName(page)).toHaveValue('backup');
  expect(await typed(page)).toEqual(before);
  await next(page, 'Redeem and connect');
  await expect(heading(page, 'backup')).toBeVisible();
  expect(await kept(page, '/draft/')).toEqual([]);
  await visit(page, '#/redeem', 'Redeem');
  await expect(field.key(page)).toHaveValue('');
});

test('[D3] a key typed into a draft is dropped after 24 hours, from the browser’s storage too; the rest stays', async ({ page }) => {
  await loadDemo(page);
  const key = await eastRedeems(page);
  await page.clock.fastForward(DAY - 60_000);
  await page.reload();
  await expect(field.key(page)).toHaveValue(key);
  await page.clock.fastForward(2 * 60_000);
  await page.reload();
  await expect(heading(page, 'Redeem')).toBeVisible();
  await expect(field.key(page)).toHaveValue('');
  expect(JSON.stringify(await kept(page, ''))).not.toContain(key);
  await field.key(page).fill(key);
  await expect(field.connectionName(page)).toHaveValue('backup');
  await expect(field.bandwidth(page)).toHaveValue('200');
});

test('[D3] [R8] a crash between the answer and the removal of the draft leaves neither a draft nor a second token', async ({ page }) => {
  await loadDemo(page);
  await halfAToken(page);
  await field.recipient(page).press('Enter');
  await next(page, 'Next: Review');
  const [draft] = await kept(page, '/draft/');
  await next(page, 'Create Service Token');
  await expect(heading(page, 'Service token created')).toBeVisible();
  await putBack(page, draft);
  await page.reload();
  await expect(heading(page, 'Create Service Token')).toBeVisible();
  await expect(stepHeading(page, 'Basic Configuration')).toBeVisible();
  await expect(field.port(page)).toHaveValue('');
  await goToTokens(page);
  await expect(line(page, 'Half done')).toHaveCount(1);
});

test('[D3] a draft that cannot be read is not there, and harms nothing', async ({ page }) => {
  await loadDemo(page);
  await halfAToken(page);
  const [[drawer, name]] = await kept(page, '/draft/');
  for (const text of ['{', '{"saved":1,"draft":{"attempt":"no"}}', 'null']) {
    await putBack(page, [drawer, name, text]);
    await page.reload();
    await expect(stepHeading(page, 'Basic Configuration')).toBeVisible();
  }
});

test.describe('a page that is left while its command is on its way', () => {
  /** Clicks and leaves in one breath: the answer comes when the page is gone. */
  const clickAndLeave = (page, name) =>
    page.getByRole('button', { name, exact: true }).evaluate((button) => {
      button.click();
      location.hash = '#/about';
    });

  test('[D3] the wizard', async ({ page }) => {
    await loadDemo(page);
    await halfAToken(page);
    await field.recipient(page).press('Enter');
    await next(page, 'Next: Review');
    await clickAndLeave(page, 'Create Service Token');
    await expect(heading(page, 'About')).toBeVisible();
    await goToTokens(page);
    await expect(line(page, 'Half done')).toHaveCount(1);
    expect(await kept(page, '/draft/')).toEqual([]);
  });

  test('[D3] the redemption', async ({ page }) => {
    await loadDemo(page);
    await eastRedeems(page);
    await clickAndLeave(page, 'Redeem and connect');
    await expect(page.getByText('Redeemed', { exact: true })).toBeVisible();
    expect(await kept(page, '/draft/')).toEqual([]);
  });

  test('every other form and button', async ({ page }) => {
    await loadDemo(page);
    const token = () => openToken(page, 'Trial for East');
    const acts = [
      ['Save changes', async () => {
        await token();
        await next(page, 'Edit');
        await page.getByLabel('Description optional').fill('Changed');
      }],
      ['Replace the token', async () => {
        await token();
        await next(page, 'Replace');
      }],
      ['Save', async () => {
        await visit(page, '#/assets', 'Assets');
        await page.getByRole('link', { name: 'Port NY-2' }).click();
        await next(page, 'Edit');
        await page.getByLabel('Id at Equinix').fill('1234');
      }],
      ['Add the asset', async () => {
        await visit(page, '#/assets/new', 'Add an asset');
        await page.getByLabel('Name', { exact: true }).fill('Port X');
        await page.getByRole('combobox', { name: 'Location' }).selectOption('DC Ashburn');
      }],
      ['Save', async () => {
        await visit(page, '#/company', 'West Company');
        await next(page, 'Edit Walt Winters');
        await page.getByLabel('Person', { exact: true }).fill('Walter Winters');
      }],
      ['Set up the company', async () => {
        await visit(page, '#/company/new', 'Set up a company');
        await page.getByLabel('Company', { exact: true }).fill('Another');
        await page.getByLabel('Person', { exact: true }).fill('Ann Other');
        await page.getByLabel('E-mail address').fill('ann@other.example');
      }],
    ];
    for (const [name, prepare] of acts) {
      await test.step(name, async () => {
        await prepare();
        await clickAndLeave(page, name);
        await expect(page.locator('#app')).toBeVisible();
        await expect(page.locator('#crash')).toBeHidden();
      });
    }
    await expect(actor(page)).toContainText('Another Ann Other');
    await expect(page.locator('#crash')).toBeHidden();
  });
});

test('[D3] what was typed at an answer is there after a reload and in the connection, until it is sent', async ({ page }) => {
  await loadDemo(page);
  await visit(page, '#/approvals', 'Approvals');
  const reason = page.getByLabel('Reason, if you deny');
  await reason.fill('Not before May');
  await page.reload();
  await expect(reason).toHaveValue('Not before May');
  await page.getByRole('link', { name: 'East asks first' }).click();
  await expect(heading(page, 'East asks first')).toBeVisible();
  await expect(reason, 'acting here is the same').toHaveValue('Not before May');
  await actAs(page, 'Emil East');
  await actAs(page, 'Wanda West');
  await expect(reason).toHaveValue('Not before May');
  expect(await kept(page, '/draft/')).toHaveLength(1);
  await next(page, 'Deny');
  await expect(page.getByText('Denied', { exact: true }).first()).toBeVisible();
  expect(await kept(page, '/draft/')).toEqual([]);
});
