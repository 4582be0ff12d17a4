// The audit itself: it lets a sound page through and sees each fault of a bad one.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { audit, PageRecord } from './page_audit.mjs';
import { phone, signInLinks, startBrowser } from './rig.mjs';

const page = (body, { head = '', html = 'lang="fr" dir="ltr"' } = {}) => `<!DOCTYPE html>
<html ${html}>
<head>
<meta charset="utf-8">
<title>Essai</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/sound.css">
${head}
</head>
<body><main>${body}</main></body>
</html>
`;
const SOUND = page('<h1>Essai</h1><p>Lisez la <a href="/sound">page</a> du jour.</p><form method="post" action="/x" novalidate><button>Envoyer</button></form>');
const CSS = `
body { font: 18px sans-serif; background: #fff; color: #111 }
a { color: #00c }
button { min-height: 44px; min-width: 44px }
@media (prefers-color-scheme: dark) { body { background: #111; color: #fff } a { color: #9cf } }`;
const RANDOM_TEXT = Array.from({ length: 4_000 }, (_, i) => ((i * 2_654_435_761) % 4_294_967_296).toString(36)).join(' ');
const BAD = {
  'html:': page('<h1>Essai</h1><p><div>Bloc</div></p>'),
  'inline:': page('<h1 style="color:red">Essai</h1>'),
  'axe, light: html-has-lang': page('<h1>Essai</h1>', { html: 'dir="ltr"' }),
  'axe, dark: color-contrast': page('<h1 class="faint">Essai</h1>', { head: '<link rel="stylesheet" href="/faint-in-the-dark.css">' }),
  'weight: html ': page(`<h1>Essai</h1><p>${RANDOM_TEXT}</p>`),
  'weight: js ': page('<h1>Essai</h1>', { head: '<script src="/heavy.js" defer></script>' }),
  'weight: requests ': page('<h1>Essai</h1>', { head: [1, 2, 3, 4, 5].map((n) => `<link rel="stylesheet" href="/sound.css?${n}">`).join('') }),
  'weight: all ': page('<h1>Essai</h1><p><img src="/heavy.png" alt="" width="9" height="9"></p>'),
  'asset not compressed': page('<h1>Essai</h1>', { head: '<link rel="stylesheet" href="/plain.css">' }),
  'asset not kept': page('<h1>Essai</h1>', { head: '<link rel="stylesheet" href="/forgotten.css">' }),
  'layout:': page(`<h1>Essai</h1>${'<p>Le texte descend.</p>'.repeat(12)}`, { head: '<script src="/shifts.js" defer></script>' }),
  'target under 44 px': page('<h1>Essai</h1><p><a href="/">Non</a></p>'),
  'wider than 320 px': page(`<h1>Essai</h1><p>${'long'.repeat(40)}</p>`),
  'form without a button': page('<h1>Essai</h1><form action="/x" novalidate><label>Nom <input name="n" autocomplete="off"></label></form>'),
  'third party': page('<h1>Essai</h1>', { head: '<link rel="stylesheet" href="http://localhost:1/other.css">' }),
  'console:': page('<h1>Essai</h1>', { head: '<script src="/complains.js"></script>' }),
  'script:': page('<h1>Essai</h1>', { head: '<script src="/throws.js"></script>' }),
  '2 h1': page('<h1>Essai</h1><h1>Encore</h1>'),
  'link to nowhere': page('<h1>Essai</h1><p>Lisez <a href="#nulle-part">la suite</a>.</p>'),
};
const FILES = {
  '/sound': ['text/html', SOUND],
  '/sound.css': ['text/css', CSS],
  '/faint-in-the-dark.css': ['text/css', '@media (prefers-color-scheme: dark){.faint{color:#222;background:#111}}'],
  '/heavy.js': ['text/javascript', `/* ${RANDOM_TEXT} */`],
  '/heavy.png': ['image/png', RANDOM_TEXT.repeat(4) + [...RANDOM_TEXT].reverse().join('').repeat(4)],
  '/plain.css': ['text/css', `/* ${RANDOM_TEXT.slice(0, 2_000)} */`],
  '/forgotten.css': ['text/css', 'p { color: #111 }'],
  '/shifts.js': ['text/javascript', `const later = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
    later(() => { const block = document.createElement('div'); block.style.height = '300px'; document.body.prepend(block); });`],
  '/complains.js': ['text/javascript', "console.error('aïe')"],
  '/throws.js': ['text/javascript', "throw new Error('aïe')"],
};
Object.values(BAD).forEach((html, index) => (FILES[`/bad-${index}`] = ['text/html', html]));

let server, browser, address;
before(async () => {
  server = createServer((request, response) => {
    const [type, text] = FILES[request.url.split('?')[0]] ?? ['text/plain', ''];
    response.setHeader('content-type', `${type}; charset=utf-8`);
    if (!request.url.startsWith('/forgotten')) response.setHeader('cache-control', 'max-age=60');
    if (/plain|png/.test(request.url)) return response.end(text);
    response.setHeader('content-encoding', 'br').end(brotliCompressSync(text));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${server.address().port}`;
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  server.closeAllConnections();
  server.close();
});

async function faultsOf(path) {
  const context = await phone(browser);
  const tab = await context.newPage();
  const record = new PageRecord(tab);
  await tab.goto(address + path, { waitUntil: 'load' });
  const faults = await audit(tab, record);
  await context.close();
  return faults;
}

test('a sound page has no fault', async () => {
  assert.deepEqual(await faultsOf('/sound'), []);
});

Object.keys(BAD).forEach((expected, index) => {
  test(`the audit sees: ${expected}`, async () => {
    const faults = await faultsOf(`/bad-${index}`);
    assert.ok(faults.some((fault) => fault.startsWith(expected)), `${expected} not in ${JSON.stringify(faults, null, 1)}`);
  });
});

test('sign-in links are read off what the demonstration prints', () => {
  const printed = 'Site http://h/\nFacilitator (Inès): http://h/connexion/abc\n  institution\n    http://h/connexion/def\n';
  assert.deepEqual(signInLinks(printed), { facilitator: 'http://h/connexion/abc', institution: 'http://h/connexion/def' });
});
