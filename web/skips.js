// The links past what comes first on the page, seen when they have the focus: one for each landmark with a name.
'use strict';

globalThis.samsynPage = globalThis.samsynPage || {};

samsynPage.skips = (() => {
  const links = document.getElementById('samsyn-skip');
  let shown = '';

  function goTo(landmark) {
    const first = landmark.querySelector('h1, h2, h3, h4') ?? landmark;
    first.tabIndex = -1;
    first.focus();
    first.addEventListener('blur', () => first.removeAttribute('tabindex'), { once: true });
  }

  // `landmarks`: elements in the page's order, each with the key the program knows it by.
  function offer(landmarks) {
    const words = links.getAttribute('aria-label');
    const named = landmarks.map(({ key, element }) => ({ key, element, name: element.getAttribute('aria-label') })).filter(({ name }) => name);
    const now = words + named.map(({ key, name }) => `${key} ${name}`).join('\n');
    if (now === shown) return;
    shown = now;
    links.replaceChildren(...named.map(({ element, name }) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = `${words} ${name}`;
      button.addEventListener('click', () => goTo(element));
      return button;
    }));
    links.hidden = named.length === 0;
  }

  return { offer };
})();
