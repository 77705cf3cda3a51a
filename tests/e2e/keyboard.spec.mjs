// Everything with the keyboard alone, and the focus where one would look for it.
import {
  WEST_PORT, actor, addPort, chooseThePlace, field, foundCompany, goTo, heading, loadDemo, next, openToken, refusal,
  stepHeading, visit,
} from './acts.mjs';
import { expect, test } from './fixture.mjs';

/** Presses Tab until this has the focus. */
async function tabTo(page, target) {
  const focused = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    if (await focused()) return;
  }
  throw new Error(`Tab never reached ${target}`);
}


test('a token is created, copied and looked at without a mouse', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await foundCompany(page, { company: 'Alder Networks', person: 'Ann Alder', email: 'ann@alder.example' });
  await addPort(page, { name: 'Port DC-7' });
  await addPort(page, { name: 'Port DC-8' });
  await page.goto('#/');
  await expect(heading(page, 'Overview')).toBeFocused();
  const keys = page.keyboard;
  await tabTo(page, page.getByRole('main').getByRole('link', { name: 'Create Service Token' }));
  await keys.press('Enter');
  await expect(heading(page, 'Create Service Token')).toBeFocused();

  await tabTo(page, page.getByRole('combobox', { name: 'Location' }));
  await keys.type('DC');
  await expect(page.getByRole('combobox', { name: 'Location' }).locator('option:checked')).toHaveText('DC Ashburn');
  await tabTo(page, field.port(page));
  await keys.type('Port DC-8');
  await expect(field.port(page).locator('option:checked')).toHaveText('Port DC-8 · 10 Gbps · Dot1q');
  await tabTo(page, page.getByRole('checkbox', { name: 'Allow Remote Connection' }));
  await keys.press('Space');
  await tabTo(page, field.vlan(page));
  await keys.type('1399');
  await keys.press('Enter');

  await expect(stepHeading(page, 'Service Token Details')).toBeFocused();
  await tabTo(page, field.expiry(page));
  await tabTo(page, field.limit(page));
  await keys.type('500');
  await tabTo(page, field.recipient(page));
  await keys.type('bo@birch.example');
  await keys.press('Enter');
  await keys.type('ops@birch.example ');
  await tabTo(page, field.name(page));
  await keys.type('By keyboard');
  await tabTo(page, page.getByRole('button', { name: 'Next: Review' }));
  await keys.press('Enter');

  await expect(stepHeading(page, 'Review')).toBeFocused();
  await expect(page.getByText('bo@birch.example, ops@birch.example')).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'Back' }));
  await keys.press('Space');
  await expect(stepHeading(page, 'Service Token Details')).toBeFocused();
  await tabTo(page, page.getByRole('button', { name: 'Next: Review' }));
  await keys.press('Space');
  await expect(stepHeading(page, 'Review')).toBeFocused();
  await tabTo(page, page.getByRole('button', { name: 'Create Service Token' }));
  await keys.press('Enter');

  await expect(heading(page, 'Service token created')).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'Copy', exact: true }));
  await keys.press('Enter');
  await expect(page.getByText('Key copied')).toBeVisible();
  const key = await page.locator('.keybox code').textContent();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  await tabTo(page, page.getByRole('link', { name: 'Open the token' }));
  await keys.press('Enter');
  await expect(heading(page, 'By keyboard')).toBeFocused();
});

test('the focus moves to the heading of every page that is gone to', async ({ page }) => {
  await loadDemo(page);
  await expect(heading(page, 'Overview')).toBeFocused();
  for (const [link, title] of [
    ['Service Tokens', 'Service Token Inventory'],
    ['Redeem', 'Redeem'],
    ['Connections', 'Connections'],
    ['Inbox', 'Inbox'],
    ['Assets', 'Assets'],
    ['Company', 'West Company'],
    ['Data', 'Data'],
    ['About', 'About'],
  ]) {
    await goTo(page, link, title);
    await expect(heading(page, title)).toBeFocused();
  }
  await page.goBack();
  await expect(heading(page, 'Data')).toBeFocused();
});

test('the first thing that Tab can reach leads past the navigation', async ({ page }) => {
  await loadDemo(page);
  const skip = page.getByRole('button', { name: 'Skip to content' });
  await expect(page.locator('a[href], button, input, select, summary').filter({ visible: true }).first()).toHaveText('Skip to content');
  await expect(skip).not.toBeInViewport();
  await skip.focus();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('main').getByRole('link').first()).toBeFocused();
});

test('[R5] the focus moves to the first field that is wrong', async ({ page }) => {
  await loadDemo(page);
  await visit(page, '#/grants/new', 'Create Service Token');
  await page.getByRole('button', { name: 'Next: Token Details' }).press('Enter');
  await expect(field.port(page)).toBeFocused();
  await chooseThePlace(page, { port: WEST_PORT, vlan: 1 });
  await field.vlan(page).press('Enter');
  await expect(field.vlan(page)).toBeFocused();
  await expect(refusal(page, 'vlan-out-of-range')).toBeVisible();
  await field.vlan(page).fill('1399');
  await field.vlan(page).press('Enter');
  await expect(stepHeading(page, 'Service Token Details')).toBeFocused();
  await page.getByRole('button', { name: 'Next: Review' }).press('Enter');
  await expect(field.limit(page)).toBeFocused();
  await visit(page, '#/company/new', 'Set up a company');
  await page.getByRole('button', { name: 'Set up the company' }).press('Enter');
  await expect(page.getByLabel('Company', { exact: true })).toBeFocused();
});

test('[R5] one click on Next is enough, also from a field that turns out to be wrong', async ({ page }) => {
  await loadDemo(page);
  await visit(page, '#/grants/new', 'Create Service Token');
  await chooseThePlace(page, { port: WEST_PORT, vlan: 1400 });
  await next(page, 'Next: Token Details');
  await expect(refusal(page, 'vlan-taken')).toBeVisible();
  await expect(field.vlan(page)).toBeFocused();
  await field.vlan(page).fill('1399');
  await next(page, 'Next: Token Details');
  await field.limit(page).fill('500');
  await field.recipient(page).fill('bo@birch.example');
  await next(page, 'Next: Review');
  await expect(page.getByText('bo@birch.example')).toBeVisible();
});

test('a dialog takes the focus, keeps it, and gives it back', async ({ page }) => {
  await loadDemo(page);
  await openToken(page, 'Trial for East');
  const opener = page.getByRole('button', { name: 'Delete' });
  const dialog = page.getByRole('dialog', { name: 'Delete this token?' });
  await opener.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('button', { name: 'Delete the token' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
  await opener.press('Enter');
  await dialog.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(opener).toBeFocused();
});

test('the choice of who acts opens, closes and chooses with the keyboard', async ({ page }) => {
  await loadDemo(page);
  const summary = actor(page);
  await summary.press('Enter');
  const person = page.getByRole('button', { name: /Emil East/ });
  await expect(person).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(person).toBeHidden();
  await summary.press('Enter');
  await tabTo(page, person);
  await page.keyboard.press('Enter');
  await expect(summary).toContainText('East Company Emil East');
});

test('the focus is never lost when what had it goes', async ({ page }) => {
  const tell = expect.configure({ soft: true, timeout: 1000 });
  const notLost = () => tell(page.locator('body')).not.toBeFocused();
  await loadDemo(page);
  await test.step('the next step of a refusal', async () => {
    await visit(page, '#/grants/new', 'Create Service Token');
    await chooseThePlace(page, { port: WEST_PORT, vlan: 1400 });
    await field.vlan(page).press('Enter');
    await page.getByRole('button', { name: 'Use 1401' }).press('Enter');
    await tell(field.vlan(page)).toBeFocused();
  });
  await test.step('a token that was created', async () => {
    await field.vlan(page).press('Enter');
    await field.limit(page).fill('500');
    await field.recipient(page).fill('emil@east.example');
    await field.recipient(page).press('Enter');
    await field.limit(page).press('Enter');
    await page.getByRole('button', { name: 'Create Service Token' }).press('Enter');
    await expect(heading(page, 'Service token created')).toBeVisible();
    await tell(heading(page, 'Service token created')).toBeFocused();
  });
  await test.step('Reveal', async () => {
    await openToken(page, 'Trial for East');
    await page.getByRole('button', { name: 'Reveal' }).press('Enter');
    await expect(page.getByRole('button', { name: 'Copy', exact: true })).toBeVisible();
    await notLost();
  });
  await test.step('a form that is closed', async () => {
    await page.getByRole('button', { name: 'Edit' }).press('Enter');
    await page.getByRole('button', { name: 'Cancel' }).first().press('Enter');
    await expect(field.limit(page)).toHaveCount(0);
    await notLost();
  });
  await test.step('the form of an asset', async () => {
    await goTo(page, 'Assets');
    await page.getByRole('link', { name: 'Port DC-7' }).click();
    await page.getByRole('button', { name: 'Edit' }).press('Enter');
    await expect(heading(page, 'Edit Port DC-7')).toBeVisible();
    await notLost();
  });
  await test.step('a token that was deleted', async () => {
    await openToken(page, 'Trial for East');
    await page.getByRole('button', { name: 'Delete' }).press('Enter');
    await page.getByRole('button', { name: 'Delete the token' }).press('Enter');
    await expect(page.locator('main .head .st')).toHaveText('Deleted');
    await notLost();
  });
});
