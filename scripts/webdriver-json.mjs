// Prints the capabilities for wasm-bindgen-test-runner: tests/browser/webdriver.json with
// this machine's browser in it.
import { readFileSync } from 'node:fs';
import process from 'node:process';

const file = new URL('../tests/browser/webdriver.json', import.meta.url);
const capabilities = JSON.parse(readFileSync(file, 'utf8'));
const options = capabilities['goog:chromeOptions'];
options.binary = process.env.CHROMIUM;
if (process.getuid() === 0) options.args.push('--no-sandbox');
console.log(JSON.stringify(capabilities, null, 2));
