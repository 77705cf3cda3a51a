// Everything with the keyboard alone, and the focus where one would look for it.
import {
  WEST_PORT, actAs, actor, addPort, chooseThePlace, field, foundCompany, goTo, heading, loadDemo, next, openToken, refusal,
  stepHeading, tabTo, visit,
} from './acts.mjs';
import { expect, test } from './fixture.mjs';

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
  await page.keyboard.press('Escape');
  await expect(summary).toBeFocused();
  await summary.press('Enter');
  await tabTo(page, page.getByRole('link', { name: 'Set up another company' }));
  await page.keyboard.press('Tab');
  await expect(person, 'whoever goes on is done with it').toBeHidden();
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
  await test.step('the form of a person', async () => {
    await goTo(page, 'Company', 'West Company');
    await page.getByRole('button', { name: 'Edit Walt Winters' }).press('Enter');
    await tell(page.getByLabel('Person', { exact: true })).toBeFocused();
    await page.getByRole('button', { name: 'Cancel' }).press('Enter');
    await tell(heading(page, 'West Company')).toBeFocused();
  });
  await test.step('notices that were read', async () => {
    await goTo(page, 'Inbox');
    const read = page.getByRole('button', { name: 'Mark all as read' });
    await read.press('Enter');
    await expect(read).toBeDisabled();
    await tell(read).toBeFocused();
  });
  await test.step('a partner that was asked to delete', async () => {
    await goTo(page, 'Approvals');
    await page.getByRole('button', { name: 'Approve' }).press('Enter');
    await tell(heading(page, 'Approvals')).toBeFocused();
    await goTo(page, 'Connections');
    await page.getByRole('link', { name: 'East asks first' }).press('Enter');
    await page.getByRole('button', { name: 'Ask to delete' }).press('Enter');
    await expect(page.getByText('Its deletion was asked for')).toBeVisible();
    await tell(heading(page, 'East asks first')).toBeFocused();
  });
  await test.step('a token that was deleted', async () => {
    await openToken(page, 'Trial for East');
    await page.getByRole('button', { name: 'Delete' }).press('Enter');
    await page.getByRole('button', { name: 'Delete the token' }).press('Enter');
    await expect(page.locator('main .head .st')).toHaveText('Deleted');
    await notLost();
  });
});

test('the focus goes into the form that was opened, not into an answer that waits beside it', async ({ page }) => {
  await loadDemo(page);
  await goTo(page, 'Connections');
  await page.getByRole('link', { name: 'East asks first' }).press('Enter');
  await expect(page.getByLabel('Reason, if you deny')).toBeVisible();
  await page.getByRole('button', { name: 'Rename' }).press('Enter');
  await expect(page.getByLabel('Connection name')).toBeFocused();
});

test('the pages of a list are turned without losing the focus, at its end too', async ({ page }) => {
  await loadDemo(page);
  await visit(page, '#/assets/new', 'Add an asset');
  await page.getByRole('radio', { name: 'Virtual Device' }).check();
  await page.getByLabel('Name', { exact: true }).fill('Big router');
  await page.getByRole('combobox', { name: 'Location' }).selectOption('DC Ashburn');
  await page.getByLabel('Interfaces', { exact: true }).fill('60');
  await next(page, 'Add the asset');
  await expect(heading(page, 'Big router')).toBeVisible();
  await visit(page, '#/grants/new', 'Create Service Token');
  await page.getByRole('radio', { name: 'Z-side Connection Service Token' }).check();
  await page.getByRole('combobox', { name: 'Location' }).selectOption('DC Ashburn');
  await page.getByRole('combobox', { name: 'Device' }).selectOption('Big router · 60 interfaces free');
  await page.getByRole('radio', { name: 'One token for every free interface on my device' }).check();
  await next(page, 'Next: Token Details');
  await field.limit(page).fill('50');
  await field.recipient(page).fill('bo@birch.example');
  await next(page, 'Next: Review');
  await next(page, 'Create Service Token');
  await expect(heading(page, 'Service tokens created')).toBeVisible();
  await goTo(page, 'Assets');
  await page.getByRole('link', { name: 'Big router' }).click();
  await expect(heading(page, 'Big router')).toBeVisible();
  await expect(page.getByText('Page 1 of 2, 60 in all')).toHaveCount(2);
  await expect(page.getByRole('row', { name: /^interface 51 claimed/ })).toHaveCount(0);
  const [previous, later] = ['Previous', 'Next'].map((name) => page.getByRole('button', { name, exact: true }).first());
  await expect(previous).toBeDisabled();
  await later.press('Enter');
  await expect(page.getByRole('row', { name: /^interface 51 claimed/ })).toBeVisible();
  await expect(later).toBeFocused();
  await expect(later).toBeDisabled();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Tab');
  await expect(previous).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Page 1 of 2, 60 in all')).toHaveCount(2);
  await expect(previous).toBeFocused();
});

test('each of two requests has labels of its own', async ({ page }) => {
  await loadDemo(page);
  await visit(page, '#/keys/new', 'Create Service Key');
  await page.getByRole('combobox', { name: 'Service' }).selectOption({ label: 'Megaport DC-W · Port · DC Ashburn · 10 Gbps' });
  await page.getByLabel('Label').fill('Asks as well');
  await page.getByLabel('Rate limit').fill('100');
  await page.getByRole('checkbox', { name: 'Pre-approved' }).uncheck();
  await next(page, 'Add');
  const key = await page.locator('.keybox code').textContent();
  await actAs(page, 'Emil East');
  await visit(page, '#/redeem', 'Redeem');
  await field.key(page).fill(key);
  await page.getByRole('combobox', { name: 'Service' }).selectOption({ label: 'Megaport DC-E · Port · DC Ashburn · 10 Gbps' });
  await field.connectionName(page).fill('second');
  await page.getByLabel('Rate limit').fill('100');
  await next(page, 'Redeem and request approval');
  await expect(heading(page, 'second')).toBeVisible();
  await actAs(page, 'Wanda West');
  await goTo(page, 'Approvals');
  const reasons = page.getByRole('textbox', { name: 'Reason, if you deny' });
  await expect(reasons).toHaveCount(2);
  await page.getByText('Reason, if you deny').last().click();
  await expect(reasons.last()).toBeFocused();
});

for (const width of [360, 1280]) {
  test(`the focus goes through the form of a service key as it is read, at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await loadDemo(page);
    await visit(page, '#/keys/new', 'Create Service Key');
    await page.getByRole('combobox', { name: 'Service' }).selectOption({ label: 'Megaport DC-W · Port · DC Ashburn · 10 Gbps' });
    await page.getByLabel('Label').fill('In order');
    await page.getByLabel('Rate limit').fill('100');
    await next(page, 'Add');
    const key = await page.locator('.keybox code').textContent();
    await actAs(page, 'Emil East');
    await visit(page, '#/redeem', 'Redeem');
    await field.key(page).fill(key);
    await tabTo(page, page.getByRole('combobox', { name: 'Service' }));
    await page.keyboard.press('ArrowDown');
    const order = [page.getByLabel('VLAN'), field.connectionName(page), page.getByLabel('Rate limit'),
      page.getByLabel('Service Level Reference'), page.getByRole('combobox', { name: 'Term' }),
      page.getByRole('checkbox', { name: 'Start shut down' }), page.getByRole('button', { name: 'Redeem and connect' })];
    let above = 0;
    for (const one of order) {
      await page.keyboard.press('Tab');
      await expect(one).toBeFocused();
      const top = await one.evaluate((element) => element.getBoundingClientRect().top + scrollY);
      expect(top, 'below the one before').toBeGreaterThan(above);
      above = top;
    }
  });
}
