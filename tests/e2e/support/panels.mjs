// Every panel people meet, in the order somebody would open them: for tests that hold for all of them.

// `hand` presses and waits: { press(nameOrPattern), sees(words) }. `visit(name)` is called with each panel in view.
// A wide page of the chair or the person, in the room.
export async function everyPanel(hand, visit) {
  await visit('the meeting');
  await hand.press(/^Ändra punkten/);
  await hand.sees('Klar med ändringen');
  await visit('the item editor');
  await hand.press('Klar med ändringen');
  await hand.press(/^Visa deltagare/);
  await visit('the participants');
  await hand.press('Stäng');
  await hand.press('Trygghet');
  await visit('safety');
  for (const part of ['Länkar', 'Samtycke', 'Egen stund', 'Sekreterare', 'Radering', 'Åtkomstlogg']) {
    if (!await hand.offers(part)) continue;
    await hand.press(part);
    await visit(`safety: ${part}`);
  }
  await hand.press('Stäng');
  await hand.press('Anpassa sidan');
  await visit('the settings');
  await hand.press('Stäng');
  await hand.press(/^Förbered/);
  await visit('the preparation');
  await hand.press(/^Prata om alternativ/);
  await visit('the options');
  await hand.press(/^Kallelse/);
  await visit('the invitation');
  await hand.press(/^Uppföljning/);
  await visit('the follow-up');
  await hand.press(/^Möte/);
  await hand.press('Sammanfatta');
  await visit('the summary');
  await hand.press(/^Möte/);
  await hand.press('Tidslinje');
  await visit('the timeline');
  await hand.press(/^Möte/);
  await hand.press(/^Se historiken/);
  await visit('the history');
  await hand.press(/^Möte/);
  await hand.press('Enkel vy');
  await visit('the simple view');
  await hand.press('Full vy');
}

// The same on a Playwright page and on Firefox (support/firefox.mjs).
export const handOf = (page) => ({
  press: async (name) => { await page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }).first().click(); },
  sees: async (words) => { await page.getByRole('button', { name: words }).or(page.getByText(words)).first().waitFor({ state: 'attached' }); },
  offers: async (name) => await page.getByRole('button', { name, exact: true }).count() > 0,
});
export const handOfFirefox = (page) => ({
  press: (name) => page.press(name),
  sees: (words) => page.waitForWords(words),
  offers: async (name) => await page.find('button', name) !== null,
});
