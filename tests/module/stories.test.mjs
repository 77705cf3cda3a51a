// The stories of the three systems, told by a program: the rules are the pages' own, so here it is shown that all of them
// can be reached.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, dayIn, instantIn, iso } from '../clock.mjs';
import { asset, found, open, refused } from './pkg.mjs';

const untilIn = (days) => iso(instantIn(days));

test('[K1] [R7] [C2c] [C3] [C2f] West and East: a key, its redemption, a change that is approved, the end', async () => {
  const { ledger } = await open();
  const west = await found(ledger, 'West Company', 'Wanda West', 'wanda@west.example');
  const east = await found(ledger, 'East Company', 'Emil East', 'emil@east.example');
  const port = (metro) => ({ port: { metro, speed: 10_000, tagging: 'per-connection', open: true } });
  const eastPort = await asset(east, 'East port', port('DC'));
  const westPort = await asset(west, 'West port', port('DC'));
  const created = await east.createKey({
    asset: eastPort,
    usage: { single: { port: 101 } },
    preApproved: false,
    details: { label: 'For West', limit: 500, valid: { from: untilIn(0), until: untilIn(30) }, active: true },
  });
  const key = east.reveal(created.grants[0]);
  assert.match(key, /^[0-9a-f-]{36}$/);
  assert.equal(west.grant(created.grants[0]), null, 'it is the issuer’s own');

  const order = { key, asset: westPort, end: { port: 201 }, name: 'To East', bandwidth: 200, term: 1, enabled: true };
  const tooMuch = await refused(west.redeemKey({ ...order, bandwidth: 600 }));
  assert.equal(tooMuch.code, 'over-bandwidth');
  const { connection } = await west.redeemKey(order);
  assert.equal(east.approvals({ mine: 0, theirs: 0 }).mine.total, 1);
  await east.approveConnection({ connection, end: null });

  await west.changeEnd({ connection, side: 'a', end: { port: 250 } });
  const [waiting] = east.approvals({ mine: 0, theirs: 0 }).mine.rows;
  assert.ok(waiting);
  const { proposal } = east.connection(connection);
  await east.approveChange({ connection, proposal: proposal.id });
  assert.equal((await refused(east.changeBandwidth({ connection, bandwidth: 100 }))).code, 'role-not-allowed');
  await west.deleteConnection({ connection, confirmed: true });
  assert.ok((await west.history(connection)).total >= 4);
  ledger.close();
});

test('[E4] a device with ten interfaces: ten tokens, no eleventh, each redeemed once', async () => {
  const { ledger } = await open();
  const west = await found(ledger, 'West Company', 'Wanda West', 'wanda@west.example');
  const east = await found(ledger, 'East Company', 'Emil East', 'emil@east.example');
  const device = await asset(west, 'Edge router', { 'virtual-device': { metro: 'DC', interfaces: 10, reserved: [] } });
  const eastPort = await asset(east, 'East port', { port: { metro: 'DC', speed: 10_000, tagging: 'dot1q', open: true } });
  const token = {
    side: 'z', asset: device, spot: 'every-interface', remote: true,
    details: { name: '', description: '', expires: dayIn(30), limit: 500, recipients: ['emil@east.example'] },
  };
  const { grants } = await west.createToken(token);
  assert.equal(grants.length, 10);
  assert.equal((await refused(west.createToken({ ...token, spot: 'next-interface' }))).code, 'interface-taken');
  for (const [at, grant] of grants.entries()) {
    const order = {
      key: west.reveal(grant), end: { port: { asset: eastPort, tag: { dot1q: 100 + at } } }, name: `leg-${at}`,
      bandwidth: 50, notify: ['emil@east.example'],
    };
    await east.redeem(order);
    const again = await refused(east.redeem({ ...order, name: `again-${at}`, end: { port: { asset: eastPort, tag: { dot1q: 200 + at } } } }));
    assert.equal(again.code, 'already-used');
    assert.equal(again.vendorCode, 'EQ-3142532');
  }
  assert.equal(east.connections(0).total, 10);
  ledger.close();
});

test('[W5] [G8] [N2] a token is carried out at its vendor: the call, the reply, and what is handed over', async () => {
  const { ledger } = await open();
  const west = await found(ledger, 'West Company', 'Wanda West', 'wanda@west.example');
  const port = await asset(west, 'Port DC-7', { port: { metro: 'DC', speed: 10_000, tagging: 'dot1q', open: true } });
  const details = { name: 'For East', description: '', expires: dayIn(30), limit: 500, recipients: ['emil@east.example'] };
  const { grants: [grant] } = await west.createToken({ side: 'a', asset: port, spot: { vlan: { dot1q: 1399 } }, remote: false, details });

  const call = west.grantAtVendor(grant);
  assert.equal(call.title, 'Use at Equinix');
  assert.deepEqual(call.sheets.map(({ tab }) => tab), ['JSON body', 'curl', 'Terraform']);
  assert.equal(JSON.parse(call.sheets[0].text).connection.aSide.accessPointSelectors[0].linkProtocol.vlanTag, 1399);
  assert.equal(call.gaps.length, 1, 'the port has no id of Equinix’s');

  const uuid = '3a58dd05-f46d-4b1d-a154-2e85c396ea62';
  const text = JSON.stringify({ ...JSON.parse(call.sheets[0].text), uuid, state: 'INACTIVE' });
  const { rows: [row] } = west.readReply({ grant, text });
  assert.equal(row.offered, true, row.words);
  await west.takeOver({ grant, text });
  assert.equal(west.reveal(grant), uuid);
  assert.equal((await refused(west.takeOver({ grant, text }))).code, 'nothing-to-change');
  assert.equal((await refused(west.takeOver({ text, row: 0 }))).field, 'row');
  assert.equal((await refused(west.takeOver({ text, rows: [0, 7] }))).field, 'rows');

  const handout = west.share({ grant, page: 'https://crosskey.example/' });
  assert.equal(handout.key, uuid);
  assert.ok(handout.link.startsWith('https://crosskey.example/#/redeem?'));
  ledger.close();
});

test('[N4] [W2] what only a link tells of is prepared for the vendor, and refused here', async () => {
  const { ledger: theirs } = await open();
  const west = await found(theirs, 'West Company', 'Wanda West', 'wanda@west.example');
  const port = await asset(west, 'Port DC-7', { port: { metro: 'DC', speed: 10_000, tagging: 'dot1q', open: true } });
  const details = { name: 'For Birch', description: '', expires: dayIn(30), limit: 500, recipients: ['bo@birch.example'] };
  const { grants: [grant] } = await west.createToken({ side: 'a', asset: port, spot: { vlan: { dot1q: 1399 } }, remote: false, details });
  const { link, key } = west.share({ grant, page: 'https://crosskey.example/' });
  theirs.close();

  const { ledger } = await open();
  const birch = await found(ledger, 'Birch Broadband', 'Bo Birch', 'bo@birch.example');
  const near = await asset(birch, 'Birch 1', { port: { metro: 'DC', speed: 1000, tagging: 'dot1q', open: true } });
  const redeem = {
    key, end: { port: { asset: near, tag: { dot1q: 40 } } }, name: 'to-west', bandwidth: 300, notify: ['bo@birch.example'],
    purchaseOrder: '', ownConfirmed: false,
  };
  assert.equal((await refused(birch.redeem(redeem))).code, 'unknown-key');
  assert.deepEqual(birch.prepare({ act: { redeem } }).refusals.map(({ code }) => code), ['unknown-key']);
  const much = birch.prepare({ act: { redeem: { ...redeem, bandwidth: 501 } }, offers: [link] });
  assert.deepEqual([much.order, much.refusals.map(({ code, field }) => `${code} at ${field}`)], [null, ['over-bandwidth at bandwidth']]);
  const { order, refusals } = birch.prepare({ act: { redeem }, offers: [link] });
  assert.deepEqual(refusals, []);
  assert.equal(JSON.parse(order.sheets[0].text).aSide.serviceToken.uuid, key);
  ledger.close();
});
