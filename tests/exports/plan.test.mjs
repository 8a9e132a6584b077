// The kept plan, read by LibreOffice, markdown-it, Chromium and axe.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import MarkdownIt from 'markdown-it';
import { findsNothing } from '../e2e/support/axe.mjs';
import { launchBrowser } from '../e2e/support/room.mjs';
import { assertOrder, cli, kPlanOrder, openRoom } from './room.mjs';

let room;
let browser;
// SAMSYN_KEEP_PAGES=DIR keeps what was printed, to be looked at.
const kPages = process.env.SAMSYN_KEEP_PAGES;

before(async () => { room = await openRoom(); });
after(async () => {
  await browser?.close();
  await room?.close();
});

function textOfPdf(path) {
  if (kPages) {
    mkdirSync(kPages, { recursive: true });
    execFileSync('pdftoppm', ['-r', '60', '-png', path, join(kPages, path.split('/').pop().replace('.pdf', ''))]);
  }
  return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
}

const pageCount = (path) => Number(/Pages:\s+(\d+)/.exec(execFileSync('pdfinfo', [path], { encoding: 'utf8' }))[1]);
const isA4 = (path) => /Page size:\s+59[45](\.\d+)? x 84[12](\.\d+)? pts/.test(execFileSync('pdfinfo', [path], { encoding: 'utf8' }));

test('LibreOffice opens the Word file and shows every word in its order', { timeout: 0 }, () => {
  for (const language of ['sv', 'en']) {
    const docx = join(room.folder, `plan-${language}.docx`);
    writeFileSync(docx, room.keep('docx', { language }));
    execFileSync('soffice', [`-env:UserInstallation=file://${room.folder}/office`, '--headless', '--convert-to', 'pdf', '--outdir', room.folder, docx],
      { stdio: 'ignore' });
    const pdf = docx.replace('.docx', '.pdf');
    const text = textOfPdf(pdf);
    if (language === 'sv') assertOrder(assert, text, ['SIP för Noor', 'Mina egna ord', 'Jag är inte lat. Jag är trött.', 'Vem gör vad', 'Bokar läkartid', 'Olösta frågor', 'Vilka som är med']);
    else assertOrder(assert, text, ['SIP för Noor', 'My own words', 'Jag är inte lat. Jag är trött.', 'Who does what', 'Bokar läkartid', 'Who takes part']);
    assert.ok(isA4(pdf), 'A4');
    const pages = pageCount(pdf);
    assert.match(text, new RegExp(`${pages} ?/ ?${pages}`), 'the last page is numbered');
  }
});

test('a Markdown reader shows every word in its order, and nothing that was written becomes a mark', () => {
  const markdown = room.keep('markdown').toString('utf8');
  const html = new MarkdownIt({ html: false }).render(markdown);
  const text = html.replace(/<[^>]+>/g, '\n').replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  assertOrder(assert, text, kPlanOrder);
  assert.match(html, /<h1>SIP för Noor<\/h1>/);
  assert.equal(html.match(/<blockquote>/g).length >= 2, true);
  assert.ok(!text.includes('\\'), 'no sign of escaping is left');
  // The headings are the plan's own and no others.
  const headings = [...html.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, heading]) => heading);
  const plain = room.keep('text').toString('utf8').split('\n');
  for (const heading of headings) assert.ok(plain.includes(heading), heading);
});

test('the web page is a page that axe has nothing against, asks nobody for anything, and prints on A4', async () => {
  browser = await launchBrowser();
  for (const language of ['sv', 'en', 'easy']) {
    const path = join(room.folder, `plan-${language}.html`);
    writeFileSync(path, room.keep('html', { language }));
    const context = await browser.newContext();
    const page = await context.newPage();
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`file://${path}`);
    await findsNothing(page, `the kept plan, ${language}`);
    assert.equal(asked.length, 1, asked.join('\n'));
    assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'SIP för Noor');
    assert.ok(await page.getByRole('table').count() >= 3);
    assert.equal(await page.locator('html').getAttribute('lang'), language === 'en' ? 'en' : 'sv');
    // A phone needs no scrolling sideways.
    await page.setViewportSize({ width: 320, height: 700 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), 'no wider than a phone');
    await page.setViewportSize({ width: 1000, height: 900 });
    const pdf = join(room.folder, `page-${language}.pdf`);
    await page.pdf({ path: pdf, preferCSSPageSize: true });
    const text = textOfPdf(pdf);
    if (language === 'sv') assertOrder(assert, text, ['SIP för Noor', 'Mina egna ord', 'Jag är inte lat', 'Vem gör vad', 'Vilka som är med', 'Det här skrev vi']);
    assert.ok(isA4(pdf), 'A4');
    assert.match(text, new RegExp(`${pageCount(pdf)} ?/ ?${pageCount(pdf)}`), 'the last page is numbered');
    await context.close();
  }
});

test('whatever is kept leaves a line in the log, and a link that opens nothing keeps nothing', () => {
  const broken = cli(['export', 'html'], room.linkOf('Karin').slice(0, -3));
  assert.equal(broken.status, 2);
  assert.match(broken.error, /cut off or has been changed/);
  const unknown = cli(['export', 'pdf'], room.linkOf('Karin'));
  assert.equal(unknown.status, 2);
  assert.match(unknown.error, /there is no form 'pdf'/);
  const nobody = cli(['verify', '--server', 'http://127.0.0.1:1'], room.linkOf('Karin'));
  assert.equal(nobody.status, 3);
  assert.match(nobody.error, /does not answer/);
  assert.match(String(cli(['verify'], room.linkOf('Noor')).out), /the link works: p1, individual/);
});
