// Says whom to turn to, when whoever runs the relay has told it (--contact). Without it the page says so in words.
'use strict';

(async () => {
  const answer = await fetch('/contact.txt').catch(() => null);
  const contact = answer?.ok ? (await answer.text()).trim() : '';
  const address = /^https:\/\/\S+$/.test(contact) ? contact : /^[^@\s:/]+@[^@\s:/]+$/.test(contact) ? `mailto:${contact}` : '';
  if (address === '') return;
  for (const place of document.querySelectorAll('[data-contact]')) {
    const link = document.createElement('a');
    link.href = address;
    link.textContent = contact;
    place.replaceChildren(link);
  }
})();
