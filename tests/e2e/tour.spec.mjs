// A newcomer who has never seen the app and has no mouse: every next step is in reach, and the focus is never lost.
import { actor, field, heading, stepHeading, tabTo, visit } from './acts.mjs';
import { expect, test } from './fixture.mjs';

// The one walk on the machine's own clock and timers, as people have them.
test.use({ ownClock: true });

test('a newcomer’s tour with the keyboard alone: hand over, redeem, approve, and look at what came of it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const keys = page.keyboard;
  const notLost = () => expect(page.locator('body')).not.toBeFocused();
  const press = async (role, name, key = 'Enter') => {
    await tabTo(page, page.getByRole('main').getByRole(role, { name }).first());
    await keys.press(key);
    await notLost();
  };
  const type = async (target, text) => {
    await tabTo(page, target);
    await keys.type(text);
    await notLost();
  };
  const go = async (link, title = link) => {
    await tabTo(page, page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: link }));
    await keys.press('Enter');
    await expect(heading(page, title)).toBeFocused();
  };
  const become = async (person) => {
    await tabTo(page, actor(page));
    await keys.press('Enter');
    await tabTo(page, page.getByRole('button', { name: person }));
    await keys.press('Enter');
    await expect(actor(page)).toContainText(person);
    await notLost();
  };
  await visit(page, '#/', 'Hand over a port, keep control');
  await press('button', 'Load the demo');
  await expect(heading(page, 'Overview')).toBeFocused();

  await test.step('a token for a device is created and its link copied', async () => {
    await press('link', 'Create Service Token');
    await expect(heading(page, 'Create Service Token')).toBeFocused();
    await tabTo(page, page.getByRole('radio', { name: 'A-side Connection Service Token' }));
    await keys.press('ArrowDown');
    await expect(page.getByRole('radio', { name: 'Z-side Connection Service Token' })).toBeFocused();
    await expect(page.getByRole('radio', { name: 'Virtual Device' })).toBeChecked();
    await type(page.getByRole('combobox', { name: 'Location' }), 'DC');
    await type(page.getByRole('combobox', { name: 'Device' }), 'Router');
    await keys.press('Tab');
    await press('button', 'Next: Token Details');
    await expect(stepHeading(page, 'Service Token Details')).toBeFocused();
    await type(field.limit(page), '500');
    await type(field.recipient(page), 'emil@east.example');
    await keys.press('Enter');
    await type(field.name(page), 'By keyboard');
    await press('button', 'Next: Review');
    await expect(stepHeading(page, 'Review')).toBeFocused();
    await press('button', 'Create Service Token');
    await expect(heading(page, 'Service token created')).toBeFocused();
    await press('button', 'Copy link');
    await expect(page.getByText('Link copied')).toBeVisible();
  });
  await test.step('its customer redeems it, pasting the link', async () => {
    await become('Emil East');
    await go('Inbox');
    await expect(page.getByText('named you as a recipient').or(page.getByText(/West Company named/)).first()).toBeVisible();
    await go('Redeem');
    await tabTo(page, field.key(page));
    await keys.press('Control+v');
    await expect(page.locator('aside.says')).toContainText('Z-side token');
    await type(field.port(page), 'Port DC-1');
    await type(field.vlan(page), '3333');
    await type(field.connectionName(page), 'typed');
    await tabTo(page, page.getByRole('textbox', { name: 'Bandwidth' }));
    await keys.type('200');
    await type(field.notify(page), 'emil@east.example');
    await keys.press('Enter');
    await press('button', 'Redeem and connect');
    await expect(heading(page, 'typed')).toBeFocused();
    await expect(page.getByRole('main')).toContainText('Live');
  });
  await test.step('the other company sees it, and approves what waits', async () => {
    await become('Wanda West');
    await go('Inbox');
    await press('link', /East Company redeemed “By keyboard”/);
    await expect(heading(page, 'By keyboard')).toBeFocused();
    await go('Approvals');
    await press('button', 'Approve');
    await expect(page.getByText('Nothing waits')).toBeVisible();
    await expect(heading(page, 'Approvals')).toBeFocused();
    await go('Connections');
    await press('link', 'East asks first');
    await expect(heading(page, 'East asks first')).toBeFocused();
    await expect(page.getByRole('main')).toContainText('Live');
  });
});
