// Crosskey for programs: classes over the compiled rules. The methods of commands and questions are put in when the module
// is built (scripts/module-parts.rs), from the types that are read and answered.
import start, { open as openLedger } from './crosskey_wasm.js';

let ready;

/** Loads the rules once; every later call waits for the same loading. In Node the file beside this one is read. */
export function init(source) {
  ready ??= load(source).catch((error) => {
    ready = undefined;
    throw error;
  });
  return ready;
}

async function load(source) {
  const node = source === undefined && typeof process === 'object' && process.versions?.node;
  if (node) {
    const { readFile } = await import(/* @vite-ignore */ 'node:fs/promises');
    source = await readFile(new URL('./crosskey_wasm_bg.wasm', import.meta.url));
  }
  await start(source === undefined ? undefined : { module_or_path: source });
}

/** Why something was refused. `refusals` has all reasons; the others are of the first. */
export class CrosskeyError extends Error {
  constructor(refusals) {
    const [first] = refusals;
    super(first.message);
    this.name = 'CrosskeyError';
    this.code = first.code;
    this.field = first.field;
    this.vendorCode = first.vendorCode;
    this.refusals = refusals;
  }
}

const fault = (code, field, message) => new CrosskeyError([{ code, field, detail: null, message, vendorCode: null, remedy: null }]);

// The rules hand over what is refused as text; anything else is a fault of the program itself.
function thrown(error) {
  return typeof error === 'string' ? new CrosskeyError(JSON.parse(error)) : error;
}
function told(ask) {
  try {
    return JSON.parse(ask());
  } catch (error) {
    throw thrown(error);
  }
}
async function later(ask) {
  try {
    return await ask();
  } catch (error) {
    throw thrown(error);
  }
}
const toldLater = async (ask) => JSON.parse(await later(ask));

function asText(field, value) {
  if (typeof value !== 'string') throw fault('invalid-input', field, `\`${field}\` is not a text`);
  return value;
}
function asPage(value = 0) {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** 32) throw fault('invalid-input', 'page', '`page` is not a number from 0');
  return value;
}
function asFunction(field, value) {
  if (value !== undefined && typeof value !== 'function') throw fault('invalid-input', field, `\`${field}\` is not a function`);
  return value;
}
function asClock(clock) {
  const now = asFunction('clock', clock)?.();
  // From 1970 to the end of the year 9999, which is as far as ISO 8601 goes with four digits.
  if (clock !== undefined && !(Number.isFinite(now) && now >= 0 && now < 253_402_300_800_000)) {
    throw fault('invalid-input', 'clock', '`clock` does not tell milliseconds since 1970-01-01 UTC');
  }
  return clock;
}
function asAttempt(once = {}) {
  for (const name of Object.keys(asObject('once', once))) {
    if (name !== 'attempt') throw fault('invalid-input', `once.${name}`, `\`once.${name}\` is not known here`);
  }
  return once.attempt === undefined ? undefined : asText('attempt', once.attempt);
}
function asObject(field, value) {
  if (!isObject(value)) throw fault('invalid-input', field, `\`${field}\` is not an object`);
  return value;
}

// Of a class of its own, like a date, is nothing that has its form; objects of another window have.
function isObject(value) {
  if (typeof value !== 'object' || value === null) return false;
  const kind = Object.getPrototypeOf(value);
  return kind === null || Object.getPrototypeOf(kind) === null;
}
const isText = (value) => typeof value === 'string' && (value.isWellFormed?.() ?? true);

/** Plain data crosses the border as it is. Of anything else JSON would make something, unseen. */
function plain(path, value, within = []) {
  if (within.includes(value)) throw fault('invalid-input', path, `\`${path}\` holds itself`);
  const step = (name, part) => plain(name, part, [...within, value]);
  if (Array.isArray(value)) value.forEach((item, index) => step(`${path}[${index}]`, item));
  else if (isObject(value)) Object.keys(value).forEach((name) => step(path === '' ? name : `${path}.${name}`, value[name]));
  else if (!(value == null || typeof value === 'boolean' || Number.isFinite(value) || isText(value))) {
    throw fault('invalid-input', path, `\`${path}\` is not plain data`);
  }
}
function asJson(kind, input) {
  plain(kind, input);
  const content = JSON.stringify(input);
  return content === undefined ? JSON.stringify(kind) : `{${JSON.stringify(kind)}:${content}}`;
}

const COMMANDS = [/* commands */];

/** An open ledger. */
export class Crosskey {
  #ledger;

  constructor(ledger) {
    this.#ledger = ledger;
  }

  /** Opens a ledger, and makes it if there is none. */
  static async open(options = {}) {
    if (ready === undefined) throw fault('not-initialized', 'form', 'Call `await init()` first.');
    await ready;
    const { clock, ids, storage = 'memory', ...rest } = asObject('options', options);
    plain('', { storage, ...rest });
    const text = JSON.stringify({ storage, ...rest });
    return new Crosskey(await later(() => openLedger(text, asClock(clock), asFunction('ids', ids))));
  }

  get #open() {
    if (this.#ledger === undefined) throw fault('closed', 'form', 'This ledger is closed.');
    return this.#ledger;
  }

  /** What one person does and sees. */
  as(person) {
    return new Actor(() => this.#open, asText('person', person));
  }

  /** Founds a company; its first person is in the answer. */
  async foundCompany(company, once) {
    const ledger = this.#open;
    return toldLater(() => ledger.submit(ledger.draw(), asAttempt(once), asJson('foundCompany', company)));
  }

  /** What would be said to what needs nobody who acts. */
  check = Object.freeze({
    foundCompany: (company) => told(() => this.#open.check(this.#open.draw(), asJson('foundCompany', company))),
  });

  /** Every company and its people, a page of them. */
  people(page) {
    return told(() => this.#open.roster(asPage(page)));
  }

  /** Calls back after every change; answers what ends that. */
  subscribe(listener) {
    const ledger = this.#open;
    if (typeof listener !== 'function') throw fault('invalid-input', 'listener', '`listener` is not a function');
    const number = ledger.subscribe(listener);
    return () => ledger.unsubscribe(number);
  }

  /** The whole ledger, every key of it, as text. */
  async backup() {
    return later(() => this.#open.backup());
  }

  /** Takes a backup into this ledger, which must be empty. */
  async restore(backup) {
    await later(() => this.#open.restore(asText('backup', backup)));
  }

  /** Closes the ledger; every later call is refused. */
  close() {
    this.#ledger?.close();
    this.#ledger = undefined;
  }
}

/** What one person does and sees. */
class Actor {
  #ledger;
  #person;

  constructor(ledger, person) {
    this.#ledger = ledger;
    this.#person = person;
    const check = (kind) => (input) => told(() => this.#ledger().check(this.#person, asJson(kind, input)));
    this.check = Object.freeze(Object.fromEntries(COMMANDS.map((kind) => [kind, check(kind)])));
  }

  async #submit(kind, input, once) {
    return toldLater(() => this.#ledger().submit(this.#person, asAttempt(once), asJson(kind, input)));
  }

  #ask(kind, input) {
    return told(() => this.#ledger().ask(this.#person, asJson(kind, input)));
  }

  /** Who did what and when to a grant or connection, a page of it. */
  async history(id, page) {
    return toldLater(() => this.#ledger().history(this.#person, asText('id', id), asPage(page)));
  }

  /** Takes over what a vendor's text says: the rows that are offered, or these; all of them or nothing. */
  async takeOver(input, once) {
    plain('', input);
    return toldLater(() => this.#ledger().take_over(this.#person, asAttempt(once), JSON.stringify(input) ?? 'null'));
  }

  /* methods */
}
