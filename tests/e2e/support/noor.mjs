// Noor's meeting, which everybody and everything in is invented: who takes part, what they say, and what comes of it.
export const kPeople = [
  { first: 'Noor', name: 'Noor Lindqvist' },
  { first: 'Karin', name: 'Karin Öberg', title: 'SIP-samordnare', organisation: 'Socialförvaltningen, Sjövalla kommun', mandate: 'Ja, jag kan bestämma' },
  { first: 'Maria', name: 'Maria Lindqvist', role: 'närstående', title: 'mamma' },
  { first: 'Samira', name: 'Samira Haddad', role: 'stödperson', title: 'peer supporter', organisation: 'Brukarföreningen Ankaret' },
  { first: 'Petter', name: 'Petter Nyström', role: 'professionell', title: 'boendestödjare', organisation: 'Sjövalla kommun',
    mandate: 'Delvis', mandateText: 'Kan bestämma tider och innehåll, inte antal timmar' },
  { first: 'Aida', name: 'Aida Hodzic', role: 'professionell', title: 'biståndshandläggare', organisation: 'Sjövalla kommun',
    mandate: 'Ja, jag kan bestämma', mandateText: 'Delegation upp till 6 timmar boendestöd per vecka' },
  { first: 'Tove', name: 'Tove Hallgren', role: 'professionell', title: 'specialistsjuksköterska, fast vårdkontakt',
    organisation: 'Vuxenpsykiatrisk öppenvård, Region Mellansjö', mandate: 'Ja, jag kan bestämma' },
  { first: 'Leila', name: 'Leila Amini', role: 'professionell', title: 'arbetscoach, Supported Employment',
    organisation: 'Arbetsmarknadsenheten, Sjövalla kommun', mandate: 'Ja, jag kan bestämma' },
  { first: 'Oskar', name: 'Oskar Bergman', role: 'inbjuden', title: 'handläggare', organisation: 'Försäkringskassan',
    mandate: 'Nej, jag tar frågor med hem', mandateText: 'Behöver stämma av med specialist' },
];

export const kPurpose = 'Komma överens om vem som hjälper mig med sömn, försörjning och jobb, så att jag slipper berätta allt flera gånger.';
export const kQuestions = [
  'Hur ska jag få en dygnsrytm som fungerar?',
  'Vem pratar med Försäkringskassan? Jag orkar inte göra det själv.',
  'Jag vill prova att jobba med djur. Vem hjälper mig?',
];
export const kAvoid = 'Sjukhusvistelsen 2024. Mitt tidigare förhållande.';
export const kScope = 'Sömn och vardag, försörjning, arbete. Får delas mellan de som är inbjudna till mötet.';

export const kLongGoal = 'Jag vill ha ett jobb med djur och en vardag som känns som min.';
export const kGoals = {
  m2: { text: 'Jag är vaken före kl 9 minst tre dagar i veckan.', measure: 'Noor kryssar själv i kalendern', latest: '2027-01-26', question: 0 },
  m3: { text: 'Försäkringskassan har allt underlag som behövs.', measure: 'Bekräftelse från Försäkringskassan', latest: '2026-12-18', question: 1 },
  m4: { text: 'Jag har besökt en arbetsplats med djur.', measure: 'Besök gjort', latest: '2026-12-18', question: 2 },
};

// By the agenda's order: two parts, the three questions, two parts.
export const kNotes = [
  'Karin hälsar välkommen och leder mötet. Petter skriver, alla ser texten. Noor presenterar sig först. Karin läser upp vad vi inte ska prata om. Syfte, tre frågor och sluttid gås igenom. Oskar är med på punkt 3b.',
  'Noor: ”Det går bra när Petter kommer. Nätterna är värst. Jag somnar vid fem.” Maria: Noor orkar mer när hon vet vad som händer nästa dag. Tove: medicinen har inte setts över sedan i mars. Leila: Noor kom på alla tre träffar i oktober.',
  'Två alternativ: (1) mer boendestöd på morgonen, (2) träffpunkten på förmiddagen. Noor väljer 1 och vill prova 2 senare. Tove bokar läkartid om sömn och medicin.',
  'Ansökan om aktivitetsersättning har legat sedan augusti, ett läkarutlåtande saknas. Oskar kan inte lova handläggningstid men återkommer. Tove ser till att utlåtandet skickas.',
  'Leila: vi börjar med ett riktigt besök, inte en kurs. Noor vill till hunddagis. Stödet fortsätter så länge Noor vill.',
  'Karin läser upp vem som gör vad och när. Noor ändrar ”ska gå upp kl 8” till ”vill försöka gå upp kl 9”.',
  'Nästa möte bestäms. Noor får planen i dag. Alla svarar på fyra korta frågor.',
];
export const kOwnWords = 'Jag är inte lat. Jag är trött.';
export const kOptions = [
  { what: 'Boendestöd på morgonen', good: 'Någon hon känner, hemma', hard: 'Kräver nytt beslut', choice: 'Vill ha' },
  { what: 'Träffpunkten kl 10', good: 'Träffar andra', hard: 'Svårt att komma iväg', choice: 'Senare' },
];

// What becomes of each: `result` at the follow-up.
export const kCommitments = [
  { id: 'i1', goal: 'm2', what: 'Utreder och fattar beslut om mer boendestöd, från 2 till 4 timmar i veckan (Noor ansökte på mötet)',
    who: 'Aida', body: 'kommun', latest: '2026-11-27', standing: 'Lovad', result: 'Klar' },
  { id: 'i2', goal: 'm2', what: 'Kommer hem till Noor måndag, onsdag och fredag kl 09.00', who: 'Petter', body: 'kommun', start: '2026-12-02',
    latest: '2027-01-26', standing: 'Lovad', after: 'i1', result: 'Pågår', why: 'Vaken före 9 tre till fyra dagar i veckan' },
  { id: 'i3', goal: 'm2', what: 'Bokar läkartid om sömn och medicin', who: 'Tove', body: 'region', latest: '2026-12-04', standing: 'Lovad', result: 'Klar' },
  { id: 'i4', goal: 'm3', what: 'Ser till att läkarutlåtandet skickas till Försäkringskassan', who: 'Tove', body: 'region', latest: '2026-12-11',
    standing: 'Lovad', result: 'Klar', done: '2026-12-16', late: '5 dagar senare än lovat' },
  { id: 'i5', goal: 'm3', what: 'Svarar Karin om vad som saknas i ansökan och när beslut kan väntas', who: 'Oskar', body: 'annan', latest: '2026-12-08',
    standing: 'Tas med hem', result: 'Ej gjord', why: 'Handläggaren har bytt tjänst', newOwner: 'Karin' },
  { id: 'i6', goal: 'm4', what: 'Ordnar studiebesök på ett hunddagis och följer med', who: 'Leila', body: 'kommun', latest: '2026-12-18',
    standing: 'Lovad', result: 'Klar', why: 'Noor vill börja en dag i veckan' },
  { id: 'i7', goal: 'm2', what: 'Svarar på Petters sms på morgonen om jag orkar', who: 'Noor', body: 'egen', voluntary: true, standing: 'Lovad' },
  { id: 'i8', goal: 'm2', what: 'Ringer Noor på söndagskvällar', who: 'Maria', body: 'närstående', voluntary: true, standing: 'Lovad' },
];

export const kNeed = {
  what: 'Någon att ringa på kvällar när det blir för mycket', tried: ['Petter', 'Tove'], reason: 'Ingen av verksamheterna har kvällsöppet',
  carrier: 'Karin', next: 'Karin tar frågan till båda chefernas samverkansmöte', latest: '2026-12-15', result: 'Kvar', comment: 'Cheferna svarar i mars',
};
export const kDissent = { who: 'Maria', text: 'Jag tycker att två månader till uppföljning är länge.' };
export const kFollowUp = { date: '2027-01-26', start: '13.00', end: '13.45', place: 'Träffpunkt Ankaret (och via länk)', caller: 'Karin', contact: 'Karin',
  ownWords: 'Jag sov till nio på nyårsdagen och det var med flit.' };
export const kFeedback = { answers: [5, 4, 4, 5], comment: 'Bra att jag såg vad han skrev.' };

export const nameOf = (first) => kPeople.find((person) => person.first === first).name;
// "2026-12-04" as the plan shows it in Swedish: "4 dec".
export function shortDate(stored) {
  const months = ['jan', 'feb', 'mars', 'apr', 'maj', 'juni', 'juli', 'aug', 'sep', 'okt', 'nov', 'dec'];
  const [, month, day] = stored.split('-').map(Number);
  return `${day} ${months[month - 1]}`;
}
