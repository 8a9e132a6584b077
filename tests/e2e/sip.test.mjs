// A whole SIP from an empty relay to a finished follow-up, with nine browsers: what everybody does, what is refused, and
// what the plan says in the end. Each test is a part of it and goes on where the one before stopped; its name says which
// row of "what the research asks for" it proves.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchBrowser, notesOf, Room, textOf } from './support/room.mjs';
import { startRelay } from './support/relay.mjs';
import * as noor from './support/noor.mjs';
import { agendaTitles, button, choice, chooseItem, closeDialog, createMeeting, eventually, eventuallyEqual, field, fill, invite, isSaved,
  linkFor, openLink, openSafety, outcome, refusedWith, show, stateMandate } from './support/sip.mjs';

let room;
const pages = {};  // by first name
before(async () => { room = new Room(await launchBrowser(), await startRelay({ empty: true })); });
after(() => room.close());

const region = (page, name) => page.getByRole('region', { name, exact: true });

test('the chair makes a meeting where there is none, after "Behövs en SIP?"', async () => {
  const karin = await room.newPage(await room.newContext());
  await karin.goto(room.relay.address);
  await button(karin, 'Nej, inte nu').click();
  await karin.getByText('Då behövs ingen SIP nu, och inget har sparats.', { exact: false }).first().waitFor();
  const { name, title, organisation } = noor.kPeople[1];
  await createMeeting(karin, room.relay.address, { person: 'Noor Lindqvist', chair: name, title, organisation,
    municipality: 'Sjövalla kommun', region: 'Region Mellansjö' });
  pages.Karin = karin;
  await karin.getByRole('heading', { name: 'SIP för Noor' }).waitFor();
  await eventuallyEqual(async () => (await agendaTitles(karin)).length, 5, 'the five parts');
});

test('everybody gets a link of their own, and comes in', async () => {
  const { Karin: karin } = pages;
  await openSafety(karin, /^Länkar/);
  await button(karin, 'Visa länken till Noor Lindqvist').click();
  const links = { Noor: await linkFor(karin, 'Noor Lindqvist') };
  for (const person of noor.kPeople.slice(2)) links[person.first] = await invite(karin, person);
  await closeDialog(karin);
  for (const [first, link] of Object.entries(links)) pages[first] = await openLink(room, link);
  await karin.getByRole('button', { name: /^Visa deltagare, 9 här/ }).waitFor();
});

test('roles visible: the secretary\'s pen is handed over, and everyone sees who holds it', async () => {
  const { Karin: karin, Maria: maria } = pages;
  await openSafety(karin, /^Sekreterare/);
  await choice(karin, 'Ge pennan till').selectOption({ label: 'Petter Nyström' });
  await button(karin, 'Lämna över pennan').click();
  await karin.getByText('Petter Nyström håller i pennan', { exact: false }).first().waitFor();
  await closeDialog(karin);
  await maria.getByRole('button', { name: /^Visa deltagare/ }).click();
  await maria.getByText(/sekreterare/).first().waitFor();
  await closeDialog(maria);
});

test('mandates unclear: each states what they may decide, before the meeting', async () => {
  for (const person of noor.kPeople.filter(({ mandate }) => mandate)) await stateMandate(pages[person.first], person);
  const { Noor: page } = pages;
  await page.getByRole('button', { name: /^Visa deltagare/ }).click();
  await page.getByText('kan inte bestämma i dag: Behöver stämma av med specialist').first().waitFor();
  await page.getByText('kan bestämma delvis: Kan bestämma tider och innehåll, inte antal timmar').first().waitFor();
  await closeDialog(page);
});

test('preparation: strengths first, the person\'s questions, goals, how to be met, who is there', async () => {
  const { Noor: page } = pages;
  await show(page, 'prepare');
  await field(page, 'Vad fungerar bra redan?').fill('Det går bra när Petter kommer.');
  for (const [i, question] of noor.kQuestions.entries()) {
    await button(page, 'Lägg till en fråga').click();
    await field(page, `Fråga ${i + 1}`).fill(question);
  }
  await field(page, 'Med mina egna ord').fill(noor.kOwnWords);
  await button(page, 'Lägg till ett mål på lång sikt').click();
  await field(page, 'Mål på lång sikt 1').fill(noor.kLongGoal);
  for (const [i, goal] of Object.values(noor.kGoals).entries()) {
    await button(page, 'Lägg till ett mål på kort sikt').click();
    await field(page, `Mål på kort sikt ${i + 1}`).fill(goal.text);
    const last = (role, name) => page.getByRole(role, { name }).last();
    await last('textbox', 'Så märks det att målet är nått').fill(goal.measure);
    await last('textbox', 'Senast (om du vill)').fill(goal.latest);
    await last('textbox', 'Senast (om du vill)').blur();
    await last('combobox', 'Hör till frågan').selectOption({ label: noor.kQuestions[goal.question] });
  }
  await choice(page, 'Paus').selectOption({ label: 'Efter 30 minuter' });
  await page.getByRole('checkbox', { name: 'Korta texter' }).check();
  await page.getByRole('checkbox', { name: 'Bildstöd' }).check();
  await button(page, 'Ja: Oskar Bergman').click();
  await page.getByRole('textbox', { name: /Oskar Bergman/ }).fill('Endast punkten om försörjning');
  await choice(page, 'Någon jag litar på').selectOption({ label: 'Samira Haddad' });
  await field(page, 'Vad ska vi inte prata om?').fill(noor.kAvoid);
  await field(page, 'Vad får ni prata med varandra om?').fill(noor.kScope);
  await isSaved(page);
});

test('consent with limits and an end date', async () => {
  const { Noor: page, Karin: karin } = pages;
  await openSafety(page, /^Samtycke/);
  await field(page, 'Till och med (om du vill)').fill('2027-06-30');
  await button(page, 'Jag samtycker').click();
  await page.getByText('Du har sagt ja. Vi får prata med varandra.').first().waitFor();
  await closeDialog(page);
  await show(karin, 'prepare');
  await eventuallyEqual(() => field(karin, 'Vad får vi prata med varandra om?').inputValue(), noor.kScope, 'the limits');
  await eventuallyEqual(() => field(karin, 'Vad ska vi inte prata om med Noor?').inputValue(), noor.kAvoid, 'what not to talk about');
});

test('is the person in the centre: only Noor orders her questions, and the chair is told so', async () => {
  const { Karin: karin, Noor: page } = pages;
  await button(karin, `Flytta upp: ${noor.kQuestions[1]}`).click();
  await refusedWith(karin, 'Frågorna är Noors.');
  await eventuallyEqual(() => field(page, 'Fråga 1').inputValue(), noor.kQuestions[0], 'the order is as it was');
  await button(page, `Flytta upp: ${noor.kQuestions[1]}`).click();
  await eventuallyEqual(() => field(page, 'Fråga 1').inputValue(), noor.kQuestions[1], 'Noor moves it');
  await button(page, `Flytta ner: ${noor.kQuestions[1]}`).click();
  await eventuallyEqual(() => field(page, 'Fråga 1').inputValue(), noor.kQuestions[0], 'and back');
});

test('invitation shows the preparation: Noor approves before it is marked as sent', async () => {
  const { Karin: karin, Noor: page } = pages;
  await show(karin, 'invitation');
  await fill(karin, 'Dag', '2026-11-24');
  await fill(karin, 'Börjar', '13.00');
  await fill(karin, 'Slutar', '14.00');
  await fill(karin, 'Plats', 'Träffpunkt Ankaret, Sjövalla (och via länk)');
  await fill(karin, 'Varför SIP?', noor.kPurpose);
  await karin.getByRole('button', { name: /^(Gör en dagordning av frågorna|Lägg till frågorna som saknas)$/ }).click();
  await button(karin, 'Markera som skickad').click();
  await refusedWith(karin, 'Noor behöver först säga ja till kallelsen');
  await isSaved(karin);
  await show(page, 'invitation');
  await eventuallyEqual(() => field(page, 'Varför SIP?').inputValue(), noor.kPurpose, 'Noor reads why');
  await button(page, 'Jag säger ja till kallelsen').click();
  await page.getByText('Du har sagt ja').first().waitFor();
  await karin.getByText('Noor har sagt ja').first().waitFor();
  await button(karin, 'Markera som skickad').click();
  const mail = await field(karin, 'Text att mejla').inputValue();
  for (const secret of ['Noor', 'sömn', 'Försäkringskassan']) assert.ok(!mail.includes(secret), `the mail does not say ${secret}`);
  assert.ok(mail.includes('13.00') && mail.includes('Ankaret'));
  const [download] = await Promise.all([karin.waitForEvent('download'), button(karin, 'Spara kalenderfil').click()]);
  assert.match(download.suggestedFilename(), /\.ics$/);
});

test('the agenda is the person\'s questions inside five parts', async () => {
  const { Karin: karin } = pages;
  await show(karin, 'meeting');
  const titles = await eventually(async () => {
    const all = await agendaTitles(karin);
    return all.length === 7 ? all : null;
  }, 'the three questions stand inside the parts');
  for (const [i, question] of noor.kQuestions.entries()) assert.ok(titles[2 + i].includes(question), titles[2 + i]);
  await chooseItem(karin, '3b');
  await button(karin, 'Ändra punkten 3b').click();
  await button(karin, `Flytta upp: ${noor.kQuestions[1]}`).click();
  await refusedWith(karin, 'Frågorna är Noors.');
  await button(karin, 'Klar med ändringen').click();
});

const everybody = () => Object.values(pages);

test('I control what is discussed and written: the text grows for all, and Noor says that it is right', async () => {
  const { Karin: karin, Petter: petter, Noor: page } = pages;
  for (const one of everybody()) await show(one, 'meeting');
  await button(karin, 'Börja mötet').click();
  for (const [i, notes] of noor.kNotes.entries()) {
    if (i > 0) await button(karin, 'Nästa punkt').click();
    await eventuallyEqual(() => textOf(petter), '', `item ${i + 1} is on Petter's screen`);
    await notesOf(petter).fill(notes);
    await notesOf(petter).blur();
    await eventuallyEqual(() => textOf(page), notes, `Noor sees the notes of item ${i + 1}`);
    if (i === 1) {
      await page.getByRole('textbox', { name: /^Egna ord: / }).fill(noor.kOwnWords);
      await petter.getByText(`”${noor.kOwnWords}”`).first().waitFor();
    }
    if (i === 2) {
      await page.getByRole('button', { name: /^Det här stämmer: / }).click();
      await petter.getByText('Noor har sagt att det stämmer').first().waitFor();
    }
  }
  await petter.getByText(noor.kAvoid, { exact: false }).first().waitFor();
});

test('knowledge exchange: options are weighed, and Noor chooses', async () => {
  const { Petter: petter, Noor: page } = pages;
  await show(petter, 'options');
  const heading = (one) => one.getByRole('button', { name: new RegExp(`^Ändra alternativ: .*dygnsrytm`) });
  await heading(petter).click();
  for (const [i, option] of noor.kOptions.entries()) {
    await button(petter, 'Lägg till ett alternativ').click();
    await field(petter, `Alternativ ${i + 1}`).fill(option.what);
    await petter.getByRole('textbox', { name: 'Bra med det' }).nth(i).fill(option.good);
    await petter.getByRole('textbox', { name: 'Svårt med det' }).nth(i).fill(option.hard);
  }
  await button(petter, 'Klar med alternativen').click();
  await isSaved(petter);
  await show(page, 'options');
  await heading(page).click();
  for (const option of noor.kOptions) await button(page, `${option.choice}: ${option.what}`).click();
  await button(page, 'Klar med alternativen').click();
  await isSaved(page);
  await show(petter, 'meeting');
  await chooseItem(petter, '3a');
  const table = petter.getByRole('table', { name: /Alternativ att välja mellan/ });
  for (const option of noor.kOptions) {
    const row = table.getByRole('row').filter({ hasText: option.what });
    await row.getByText(option.choice.toLowerCase()).waitFor();
  }
});

test('open dialogue: a round in which each voice speaks once, a word explained, and a pause', async () => {
  const { Noor: page, Karin: karin, Tove: tove } = pages;
  await show(page, 'meeting');
  await button(karin, 'Runda').click();
  await page.getByText('Nu är det din tur').first().waitFor();
  await button(page, 'Noor har sagt sitt').click();
  await button(karin, 'Karin står över').click();
  await karin.getByText('står över').first().waitFor();
  await button(karin, 'Avsluta rundan').click();
  await button(page, 'Förklara ett ord').click();
  await field(page, 'Vilket ord ska förklaras?').fill('aktivitetsersättning');
  await button(page, 'Be om en förklaring').click();
  await field(tove, 'Vad aktivitetsersättning betyder').fill('Pengar från Försäkringskassan när man är ung och inte kan jobba.');
  await isSaved(tove);
  await button(page, 'Jag vill säga något').click();
  await karin.getByRole('list', { name: 'Vill säga något' }).getByText('Noor').first().waitFor();
  await button(karin, 'Noor har pratat').click();
  await button(page, 'Paus').click();
  await tove.getByText('Noor har bett om paus. Ta den tid ni behöver.').first().waitFor();
  await button(page, 'Fortsätt mötet').click();
});

test('who does what, and support: three steps from a line in the minutes, filled in, and the owners say yes themselves', async () => {
  const { Petter: petter } = pages;
  await show(petter, 'meeting');
  for (const task of noor.kCommitments) {
    await button(petter, 'Lägg till vem som gör vad').click();
    await field(petter, 'Vad').fill(task.what);
    await choice(petter, 'Vem').selectOption({ label: noor.nameOf(task.who) });
    await choice(petter, 'Huvudman').selectOption({ label: task.body });
    if (task.start) await fill(petter, 'Från', task.start);
    if (task.latest) await fill(petter, 'Senast', task.latest);
    await choice(petter, 'Mål').selectOption({ label: noor.kGoals[task.goal].text });
    if (task.after) {
      const first = noor.kCommitments.find(({ id }) => id === task.after);
      await choice(petter, 'Efter att').selectOption({ label: first.what });
    }
    if (task.voluntary) await petter.getByRole('checkbox', { name: 'Frivilligt' }).check();
    await button(petter, 'Klar med ändringen').click();
    await isSaved(petter);
  }
  for (const task of noor.kCommitments) {
    const page = pages[task.who];
    await button(page, `Jag tar det: ${task.what}`).click();
    if (task.standing === 'Tas med hem') await refusedWith(page, 'Du har inte mandat att lova, så det står som ”tas med hem”.');
    await outcome(petter, task.what).getByText(new RegExp(`^${task.standing}`)).first().waitFor();
  }
});

test('solve together or push over to others: nobody promises for another, and what nobody takes is an unresolved need', async () => {
  const { Petter: petter, Aida: aida } = pages;
  assert.equal(await button(aida, `Jag tar det: ${noor.kCommitments[2].what}`).count(), 0);
  await button(petter, 'Lägg till vem som gör vad').click();
  await field(petter, 'Vad').fill(noor.kNeed.what);
  await button(petter, 'Klar med ändringen').click();
  await button(petter, `Gör till olöst fråga: ${noor.kNeed.what}`).click();
  await button(petter, `Ändra: ${noor.kNeed.what}`).click();
  for (const who of noor.kNeed.tried) await petter.getByRole('checkbox', { name: who, exact: true }).check();
  await field(petter, 'Varför kunde ingen ta den?').fill(noor.kNeed.reason);
  await field(petter, 'Nästa steg').fill(noor.kNeed.next);
  await fill(petter, 'Senast', noor.kNeed.latest);
  await button(petter, 'Klar med ändringen').click();
  await petter.getByText('Ingen för den vidare än').first().waitFor();
});

test('no measure is conditional on another: a condition raises a warning', async () => {
  const { Petter: petter } = pages;
  const [task] = noor.kCommitments;
  await button(petter, `Ändra: ${task.what}`).click();
  await petter.getByRole('checkbox', { name: 'Ett villkor för annan hjälp' }).check();
  await petter.getByText('Ingen hjälp ska vara ett villkor för en annan.', { exact: false }).first().waitFor();
  await petter.getByRole('checkbox', { name: 'Ett villkor för annan hjälp' }).uncheck();
  await button(petter, 'Klar med ändringen').click();
});

test('openness: dissent stands, and the secretary cannot remove it', async () => {
  const { Maria: maria, Petter: petter } = pages;
  await button(maria, 'Avvikande mening').click();
  await field(maria, 'Min avvikande mening').fill(noor.kDissent.text);
  await button(maria, 'Spara min mening').click();
  await button(petter, 'Ta bort: avvikande mening av Maria').click();
  await refusedWith(petter, 'En avvikande mening kan bara ändras eller tas bort av den som har skrivit den.');
  await petter.getByText(`”${noor.kDissent.text}”`).first().waitFor();
});

test('citizen focus and wholeness: one timeline of all commitments with what they wait for', async () => {
  const { Leila: leila } = pages;
  await button(leila, 'Tidslinje').click();
  const entries = leila.getByRole('list', { name: 'Tidslinje' }).getByRole('listitem');
  await eventuallyEqual(() => entries.count(), noor.kCommitments.length, 'all commitments');
  const waiting = entries.filter({ hasText: noor.kCommitments[1].what });
  await waiting.getByText(/^Efter Aida: Utreder/).waitFor();
  await button(leila, 'Tillbaka till mötet').click();
});

test('follow-up planned, summarised in writing: what is missing is said, closing without a reason is refused', async () => {
  const { Karin: karin, Noor: page } = pages;
  await button(karin, 'Sammanfatta').click();
  await choice(karin, 'Vilken huvudman').selectOption({ label: 'kommun' });
  await choice(karin, 'Vem håller ihop planen').selectOption({ label: 'Karin Öberg' });
  await fill(karin, 'Vilken dag', noor.kFollowUp.date);
  await fill(karin, 'Från klockan', noor.kFollowUp.start);
  await fill(karin, 'Till klockan', noor.kFollowUp.end);
  await fill(karin, 'Var', noor.kFollowUp.place);
  await choice(karin, 'Vem kallar').selectOption({ label: noor.nameOf(noor.kFollowUp.caller) });
  await choice(karin, 'Vem pratar man med till dess').selectOption({ label: noor.nameOf(noor.kFollowUp.contact) });
  await karin.getByText(`Ingen för frågan vidare: ${noor.kNeed.what}`).first().waitFor();
  await karin.getByRole('button', { name: /^Avsluta (mötet|ändå|utan)/ }).click();
  await refusedWith(karin, 'Det finns en olöst fråga som ingen för vidare.');
  await show(karin, 'meeting');
  await button(karin, `Ändra: ${noor.kNeed.what}`).click();
  await choice(karin, 'Vem för den vidare?').selectOption({ label: noor.nameOf(noor.kNeed.carrier) });
  await button(karin, 'Klar med ändringen').click();
  await isSaved(karin);
  await show(page, 'meeting');
  await button(page, 'Sammanfatta').click();
  await button(page, 'Noor godkänner planen').click();
  await button(karin, 'Sammanfatta').click();
  await karin.getByText('Inget saknas.').first().waitFor();
  await button(karin, 'Avsluta mötet').click();
  await page.getByText('Mötet är avslutat').first().waitFor();
});

// The plan as the summary's table says it, a line a row.
async function planRows(page) {
  const rows = page.getByRole('table', { name: 'Vem gör vad' }).getByRole('row');
  return rows.evaluateAll((all) => all.map((row) => row.textContent.replace(/\u00A0/g, ' ')));
}

test('plan available to all: everybody has the same version, which opens with the person\'s words', async () => {
  const { Maria: maria, Noor: page } = pages;
  await button(maria, 'Sammanfatta').click();
  const rows = await eventually(async () => {
    const all = await planRows(maria);
    return all.length > noor.kCommitments.length ? all : null;
  }, 'the table is there');
  for (const task of noor.kCommitments) {
    const row = rows.find((text) => text.includes(task.what));
    assert.ok(row, task.what);
    for (const part of [task.who, task.body, task.standing]) assert.ok(row.includes(part), `${row} has ${part}`);
    const day = task.latest ?? null;
    if (day) assert.ok(row.includes(noor.shortDate(day)), `${row} has ${day}`);
  }
  await eventuallyEqual(() => planRows(page), rows, 'the same table');
  for (const text of [noor.kLongGoal, noor.kOwnWords, noor.kNeed.what, noor.kDissent.text]) {
    await maria.getByText(text, { exact: false }).first().waitFor();
  }
});

test('after closing, what was agreed is corrected and the original stays', async () => {
  const { Karin: karin, Tove: tove } = pages;
  await button(karin, `Rätta: ${noor.kCommitments[2].what}`).first().click();
  await field(karin, `Rättelse: ${noor.kCommitments[2].what}`).fill('Läkartiden bokas hos Ankarets vårdcentral.');
  await button(karin, 'Spara rättelsen').click();
  await tove.getByText('Läkartiden bokas hos Ankarets vårdcentral.', { exact: false }).first().waitFor();
  await tove.getByText(noor.kCommitments[2].what, { exact: false }).first().waitFor();
});

test('trust, not control: feedback is four optional questions, said as words and never counted', async () => {
  const { Noor: page } = pages;
  const questions = ['Blev du lyssnad på?', 'Förstod du?', 'Fick du vara med och bestämma?', 'Kändes det tryggt?'];
  for (const [i, question] of questions.entries()) await button(page, `${question} ${noor.kFeedback.answers[i]} av 5`).click();
  await fill(page, 'Vill du säga något mer?', noor.kFeedback.comment);
  await isSaved(page);
});

test('follow-up: no pressure, each commitment gets its state, why, and a new owner', async () => {
  const { Karin: karin, Noor: page, Maria: maria } = pages;
  await show(karin, 'followUp');
  for (const task of noor.kCommitments.filter(({ result }) => result)) {
    await button(karin, `${task.result}: ${task.what}`).click();
    if (task.why) await field(karin, `Vad hände: ${task.what}`).fill(task.why);
    if (task.done) await fill(karin, `Blev klart: ${task.what}`, task.done);
    if (task.newOwner) await choice(karin, `Vem tar över: ${task.what}`).selectOption({ label: noor.nameOf(task.newOwner) });
    if (task.late) await karin.getByText(task.late).first().waitFor();
  }
  await button(karin, `${noor.kNeed.result}: ${noor.kNeed.what}`).click();
  await field(karin, `Hur gick det med: ${noor.kNeed.what}`).fill(noor.kNeed.comment);
  await isSaved(karin);
  await show(page, 'followUp');
  await page.getByText(noor.kFeedback.comment, { exact: false }).first().waitFor();
  await field(page, 'Mina egna ord om hur det har gått').fill(noor.kFollowUp.ownWords);
  await isSaved(page);
  await show(maria, 'followUp');
  for (const text of [noor.kFollowUp.ownWords, noor.kNeed.comment, 'Handläggaren har bytt tjänst', 'Noor vill börja en dag i veckan',
    'Vaken före 9 tre till fyra dagar i veckan', '5 dagar senare än lovat']) {
    await maria.getByText(text, { exact: false }).first().waitFor();
  }
  // What everybody else reads is what came of each, and whose words those are.
  const followedUp = (what) => maria.getByRole('listitem').filter({ has: maria.getByRole('heading', { name: what, exact: true }) });
  for (const task of noor.kCommitments.filter(({ result }) => result)) {
    const entry = followedUp(task.what);
    await entry.getByText(task.result, { exact: true }).waitFor();
    if (task.why) await entry.getByText(task.why, { exact: true }).waitFor();
    if (task.done) await entry.getByText(new RegExp(`^Blev klart ${noor.shortDate(task.done).replace(' ', '\\s')}`)).waitFor();
    if (task.newOwner) await entry.getByText(new RegExp(`^${task.newOwner} tar över`)).waitFor();
  }
  await followedUp(noor.kNeed.what).getByText(noor.kNeed.result, { exact: true }).waitFor();
  const said = maria.getByRole('list', { name: 'Det här sades förra gången' });
  const asked = ['Blev du lyssnad på?', 'Förstod du?', 'Fick du vara med och bestämma?', 'Kändes det tryggt?'];
  for (const [i, question] of asked.entries()) await said.getByText(`${question} ${noor.kFeedback.answers[i]} av 5`).waitFor();
  await button(karin, 'Avsluta uppföljningen').click();
  await maria.getByText(/^Uppföljningen avslutades/).first().waitFor();
});

test('a new round carries over goals, what is open and what is unresolved', async () => {
  const { Karin: karin, Noor: page } = pages;
  await button(karin, 'Starta en ny omgång').click();
  await button(karin, 'Ja, starta en ny omgång').click();
  await show(page, 'prepare');
  await eventuallyEqual(() => field(page, 'Mål på lång sikt 1').inputValue(), noor.kLongGoal, 'the goal is still there');
  await show(page, 'meeting');
  const outcomes = region(page, 'Vem gör vad');
  await outcomes.getByRole('heading', { name: noor.kCommitments[4].what }).waitFor();
  await outcomes.getByRole('heading', { name: noor.kNeed.what }).waitFor();
  assert.equal(await outcomes.getByRole('heading', { name: noor.kCommitments[0].what }).count(), 0, 'what is done is not carried over');
});

test('no page wrote errors', () => assert.deepEqual(room.problems, []));
