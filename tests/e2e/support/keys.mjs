// A page used with the keyboard alone.
import { eventually } from './eventually.mjs';

// Tag and name of what has the focus, or 'nothing'.
export const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return 'nothing';
  const name = element.getAttribute('aria-label') ?? element.textContent;
  return `${element.tagName.toLowerCase()} ${name}`;
});

export async function tabTo(page, wanted) {
  for (let i = 0; i < 200; i += 1) {
    const now = await focused(page);
    if (typeof wanted === 'string' ? now === wanted : wanted.test(now)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to ${wanted}`);
}

export async function pressByKey(page, wanted) {
  await tabTo(page, wanted);
  await page.keyboard.press('Enter');
}

// Chair and person from the door to an agreement, without a mouse.
export async function playMeeting(chair, person) {
  await pressByKey(chair, 'button Gå in i mötet');
  await pressByKey(person, 'button Gå in i mötet');

  // The person asks for the word, and is seen.
  await pressByKey(person, 'button Jag vill säga något');
  await chair.getByRole('list', { name: 'Vill säga något' }).getByText('Noor').first().waitFor({ state: 'attached' });

  // The chair writes, and the person sees it and says that it is right.
  await tabTo(chair, /^textarea Anteckningar: /);
  await chair.keyboard.press('Control+End');
  await chair.keyboard.press('Enter');
  await chair.keyboard.type('Vi provar träffpunkten på tisdag.');
  await eventually(() => person.evaluate(() => [...document.querySelectorAll('textarea')]
    .some((field) => field.value.endsWith('Vi provar träffpunkten på tisdag.'))), 'the person has the text');
  await pressByKey(person, /^button Det här stämmer/);
  await chair.getByText(/^Noor säger att det här stämmer|^Noor har sagt att det stämmer|stämmer/).first().waitFor({ state: 'attached' });

  // It becomes an agreement with somebody who does it.
  await pressByKey(chair, 'button Lägg till vem som gör vad');
  await tabTo(chair, 'textarea Vad');
  await chair.keyboard.type('Följer med till träffpunkten');
  await tabTo(chair, 'select Vem');
  await chair.keyboard.press('ArrowDown');
  await eventually(() => chair.getByRole('combobox', { name: 'Vem', exact: true }).evaluate((list) => list.selectedIndex > 0), 'somebody is chosen');
  await pressByKey(chair, 'button Klar med ändringen');
  await person.getByRole('heading', { name: 'Följer med till träffpunkten' }).waitFor({ state: 'attached' });

  // The meeting goes on, and the person pauses it.
  await pressByKey(chair, /^button Nästa punkt/);
  await person.getByRole('heading', { level: 2, name: /^3b/ }).waitFor({ state: 'attached' });
  await pressByKey(person, 'button Paus');
  await pressByKey(chair, 'button Fortsätt mötet');
  await eventually(async () => await person.getByRole('button', { name: 'Fortsätt mötet' }).count() === 0, 'the meeting goes on');
}
