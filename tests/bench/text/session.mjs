// A generated typing session, for machines without recorded ones: the size of automerge-paper (259,778 edits of one
// character, about 105,000 characters in the end), with somebody's habits: words and sentences typed in a row, mistakes
// taken back at once, sentences thought over, jumps mostly to places near by, now and then elsewhere.

const kEdits = 259_778;
const kEndCharacters = 104_852;
const kWords = `det är en plan som vi skriver tillsammans och alla ska kunna läsa den mötet börjar med att var och en säger
  vad hen vill ta upp sedan går vi igenom målen ett i taget hur har det gått vem gör vad till nästa gång stöd hemma
  skola arbete fritid vänner resor pengar vila kommunen regionen handläggare assistent boende lägenhet`.split(/\s+/);

// Mulberry32: small, and the same everywhere.
function seededRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6D2B79F5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

class Session {
  constructor(seed) {
    this.random = seededRandom(seed);
    this.text = [];
    this.caret = 0;
    this.transactions = [];
  }

  upTo(limit) { return Math.floor(this.random() * limit); }
  get done() { return this.transactions.length >= kEdits; }
  // How much of what is typed has to go again for the text to end at its size.
  get surplus() {
    const left = kEdits - this.transactions.length;
    return (left - (kEndCharacters - this.text.length)) / (2 * Math.max(1, left));
  }

  type(character) {
    if (this.done) return;
    this.transactions.push({ patches: [[this.caret, 0, character]] });
    this.text.splice(this.caret++, 0, character);
  }

  backspace(count) {
    for (let i = 0; i < count && this.caret > 0 && !this.done; ++i) {
      this.transactions.push({ patches: [[--this.caret, 1, '']] });
      this.text.splice(this.caret, 1);
    }
  }

  typeWord() {
    for (const letter of kWords[this.upTo(kWords.length)]) {
      this.type(letter);
      if (this.random() < 0.02) {
        this.type('aeinrst'[this.upTo(7)]);
        this.backspace(1 + this.upTo(3));
      }
    }
    this.type(this.random() < 0.1 ? '.' : ' ');
  }

  jump() {
    const kind = this.random();
    if (kind < 0.5) this.caret += this.upTo(400) - 200;
    else if (kind < 0.7) this.caret = this.upTo(this.text.length + 1);
    else this.caret = this.text.length;
    this.caret = Math.max(0, Math.min(this.text.length, this.caret));
  }
}

export function generateSession() {
  const session = new Session(20240611);
  while (!session.done) {
    const words = 1 + session.upTo(12);
    const before = session.transactions.length;
    for (let i = 0; i < words; ++i) session.typeWord();
    const typed = session.transactions.length - before;
    if (session.random() < 0.35) session.jump();
    // A few letters often, whole sentences seldom; on the whole as many as the size at the end asks for.
    if (session.random() < 0.5) session.backspace(Math.round(typed * Math.max(0, session.surplus) * 4 * session.random() * 1.9));
  }
  return { startContent: '', endContent: session.text.join(''), txns: session.transactions };
}
