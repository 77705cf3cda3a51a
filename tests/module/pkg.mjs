// The module as it was built. Its clock is the tests', where a test does not hand over one of its own.
import { fileURLToPath } from 'node:url';
import { NOW } from '../clock.mjs';
import './today.mjs';
import { Crosskey, CrosskeyError, init } from '../../pkg/crosskey.js';

export { Crosskey, CrosskeyError, init };
export const pkg = fileURLToPath(new URL('../../pkg/', import.meta.url));

/** An empty ledger in memory, whose clock the test sets. */
export async function open() {
  await init();
  const clock = { now: NOW.getTime() };
  const ledger = await Crosskey.open({ storage: 'memory', clock: () => clock.now });
  return { ledger, clock };
}

const BOTH = { fabric: 'fabric-manager', megaport: 'company-admin' };

/** A company, as its first person. */
export async function found(ledger, name, person, email) {
  const made = await ledger.foundCompany({ name, person: { name: person, email, roles: BOTH } });
  return Object.assign(ledger.as(made.person), { company: made.company });
}

/** An own asset. */
export async function asset(actor, name, kind) {
  return (await actor.addAsset({ name, access: null, vendorId: null, kind })).asset;
}

/** What was refused, of a promise or of a function. */
export async function refused(act) {
  try {
    await (typeof act === 'function' ? act() : act);
  } catch (error) {
    if (error instanceof CrosskeyError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}
