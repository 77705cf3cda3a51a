// Run by Trunk after a build, before dist/ is replaced: what Trunk cannot know of the page's Content-Security-Policy.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const file = join(process.env.TRUNK_STAGING_DIR, 'index.html');
let page = readFileSync(file, 'utf8');

// Browsers check no preloaded wasm file, and say so to everybody who opens the console.
page = page.replace(/<link as=fetch [^>]*>/, (preload) => preload.replace(/ integrity=\S+/, ''));

// Trunk starts the program with an inline script whose text holds the names of its files, so its hash is only known now;
// the policy lets in just that.
const inline = [...page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
if (inline.length !== 1) throw new Error(`expected Trunk's one inline script, found ${inline.length}`);
if (!page.includes('{{inline-hashes}}')) throw new Error('the page has no place for the hash of its inline script');
const hash = createHash('sha256').update(inline[0][1]).digest('base64');
writeFileSync(file, page.replace('{{inline-hashes}}', `'sha256-${hash}'`));
