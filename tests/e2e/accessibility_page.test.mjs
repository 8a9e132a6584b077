// The page about accessibility: an ordinary page, for everybody, with or without scripts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { kPhone, kWide, openRoom } from './support/room.mjs';

const kContact = 'tillganglighet@sjovalla.example';
let room;
before(async () => { room = await openRoom({ options: ['--contact', kContact] }); });
after(() => room.close());

const kPage = () => `${room.relay.address}/tillganglighet.html`;

for (const colorScheme of ['light', 'dark']) {
  for (const [name, size] of [['1440×880', kWide], ['320×640', { width: 320, height: 640 }]]) {
    test(`axe finds nothing, ${colorScheme}, ${name}, and nothing has to be scrolled sideways`, async () => {
      const page = await room.newPage(await room.newContext({ size }));
      await page.emulateMedia({ colorScheme });
      await page.goto(kPage());
      await page.getByRole('heading', { level: 1, name: 'Tillgänglighet i Samsyn' }).waitFor();
      await page.getByRole('link', { name: kContact }).first().waitFor();
      const { violations, passes } = await new AxeBuilder({ page }).options({ resultTypes: ['violations', 'passes'] }).analyze();
      assert.deepEqual(violations.map((rule) => `${rule.id}: ${rule.nodes[0].html}`), []);
      assert.ok(passes.some((rule) => rule.id === 'color-contrast'));
      const dark = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      assert.equal(dark === 'rgb(20, 25, 27)', colorScheme === 'dark');
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      await page.context().close();
    });
  }
}

test('whom to turn to is the relay\'s contact, in both languages', async () => {
  const page = await room.newPage(await room.newContext());
  await page.goto(kPage());
  const links = page.getByRole('link', { name: kContact });
  await links.first().waitFor();
  assert.equal(await links.count(), 3);
  assert.equal(await links.first().getAttribute('href'), `mailto:${kContact}`);
  assert.equal((await (await fetch(`${room.relay.address}/contact.txt`)).text()).trim(), kContact);
  assert.deepEqual(room.problems, []);
  await page.context().close();
});

test('without scripts, and where nobody has said whom to turn to, the page says so in words', async () => {
  const context = await room.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(kPage());
  await page.getByText('Kontakta den som har bjudit in dig.').waitFor();
  assert.equal(await page.locator('[lang=en] h2').textContent(), 'Accessibility in Samsyn');
  await context.close();
  const bare = await openRoom({ empty: true });
  try {
    const plain = await bare.newPage(await bare.newContext());
    await plain.goto(`${bare.relay.address}/tillganglighet.html`, { waitUntil: 'networkidle' });
    await plain.getByText('Kontakta den som har bjudit in dig.').waitFor();
    assert.deepEqual(bare.problems, []);
  } finally {
    await bare.close();
  }
});

test('the door and the first page lead there, in a tab of its own', async () => {
  const door = await room.arrive('Noor', { size: kPhone });
  for (const address of [null, room.relay.address]) {
    const page = address ? await room.newPage(await room.newContext()) : door;
    if (address) await page.goto(address);
    const link = page.getByRole('link', { name: 'Tillgänglighet' });
    await link.waitFor();
    assert.equal(await link.getAttribute('href'), kPage());
    assert.equal(await link.getAttribute('target'), '_blank');
    await page.context().close();
  }
});

test('on paper the text is black, and the addresses of links can be read', async () => {
  const page = await room.newPage(await room.newContext());
  await page.goto(kPage());
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const ink = await page.evaluate(() => getComputedStyle(document.body).color);
  assert.equal(ink, 'rgb(0, 0, 0)');
  const after = await page.getByRole('link', { name: /DIGG/ }).first().evaluate((link) => getComputedStyle(link, '::after').content);
  assert.match(after, /digg/);
  await page.context().close();
});
