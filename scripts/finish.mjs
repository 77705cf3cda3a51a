// Run by Trunk after a build, before dist/ is replaced: what Trunk cannot know of the page's Content-Security-Policy.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const file = join(process.env.TRUNK_STAGING_DIR, 'index.html');
let page = readFileSync(file, 'utf8');

// The program is asked for after the first paint (Trunk.toml), so its wasm is not preloaded.
page = page.replace(/<link as=fetch [^>]*>/, '');

// The program is started by an inline script whose text holds the names of its files, so its hash is only known now; the
// policy lets in just that.
const inline = [...page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
if (inline.length !== 1) throw new Error(`expected one inline script, found ${inline.length}`);
if (!page.includes('{{inline-hashes}}')) throw new Error('the page has no place for the hash of its inline script');
const hash = createHash('sha256').update(inline[0][1]).digest('base64');
writeFileSync(file, page.replace('{{inline-hashes}}', `'sha256-${hash}'`));
