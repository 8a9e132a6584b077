// Reads a text aloud with the browser's own voices. Nothing is sent anywhere by this page; a voice is used only when it
// is on the device, because some browsers offer others that are spoken by a server.
'use strict';

globalThis.samsynPage = globalThis.samsynPage || {};

samsynPage.speech = (() => {
  const synthesis = globalThis.speechSynthesis;
  const kLongest = 200;  // characters; browsers stop in the middle of what takes longer to say
  let reading = 0;       // which text; what is told of an older one is not heeded
  let known = new Map();

  function voiceFor(lang) {
    if (!synthesis || !globalThis.SpeechSynthesisUtterance) return null;
    if (known.has(lang)) return known.get(lang);
    const fits = synthesis.getVoices().filter((voice) =>
      voice.localService !== false && voice.lang.toLowerCase().split(/[-_]/)[0] === lang);
    const voice = fits.find((any) => any.default) ?? fits[0] ?? null;
    if (voice) known.set(lang, voice);
    return voice;
  }

  // Lines and sentences; a sentence that is too long is cut between two words.
  function pieces(text) {
    const sentences = text.split(/\n+|(?<=[.!?…:;”])\s+/u).map((piece) => piece.trim()).filter(Boolean);
    return sentences.flatMap((sentence) => {
      const short = [''];
      for (const word of sentence.split(/\s+/u)) {
        if (short.at(-1) !== '' && short.at(-1).length + word.length >= kLongest) short.push('');
        short.push(`${short.pop()} ${word}`.trim());
      }
      return short;
    });
  }

  synthesis?.addEventListener?.('voiceschanged', () => {
    known = new Map();
    samsynPage.requestFrame?.();
  });
  // What is being read must not go on when nobody is there to stop it.
  globalThis.addEventListener('pagehide', () => synthesis?.cancel());

  function stop() {
    reading += 1;
    synthesis?.cancel();
  }

  return {
    canSpeak: (lang) => voiceFor(lang) !== null,
    stop,
    // Calls `ended` when the last word is said, or when the voice fails; not when it is stopped.
    speak(text, lang, ended) {
      stop();
      const mine = reading;
      const said = pieces(text);
      if (said.length === 0) {
        ended();
        return;
      }
      const over = () => {
        if (mine !== reading) return;
        stop();
        ended();
      };
      said.forEach((piece, index) => {
        const utterance = new SpeechSynthesisUtterance(piece);
        utterance.voice = voiceFor(lang);
        utterance.lang = utterance.voice?.lang.replace('_', '-') ?? lang;
        utterance.onerror = over;
        if (index === said.length - 1) utterance.onend = over;
        synthesis.speak(utterance);
      });
    },
  };
})();
