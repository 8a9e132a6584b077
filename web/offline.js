// The page's side of service-worker.js: asks for it when the page is in use, and tells when a newer version waits.
'use strict';

globalThis.samsynPage = globalThis.samsynPage || {};

samsynPage.offline = (() => {
  const kWait = 1500;             // milliseconds after the page could be used: its first work comes first
  const kAskAgain = 60 * 60000;   // for a newer version, while the page stays open
  const kPatience = 20000;        // for a newer version, when somebody waits for it
  const version = document.querySelector('meta[name="samsyn-version"]')?.content ?? '';
  const workers = navigator.serviceWorker;

  let registration = null;
  let newer = false;
  let taking = false;

  function foundNewer() {
    newer = true;
    samsynPage.requestFrame();
  }

  function watch(worker) {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && workers.controller) foundNewer();
    });
  }

  // Where there is one already, the browser has asked for a newer one when the page was opened.
  async function register() {
    try {
      registration = await workers.getRegistration() ?? await workers.register('service-worker.js', { updateViaCache: 'none' });
    } catch {
      return;  // a browser or a relay without it, or no connection: the page works as it is
    }
    if (registration.waiting && workers.controller) foundNewer();
    watch(registration.installing);
    registration.addEventListener('updatefound', () => watch(registration.installing));
    registration.active?.postMessage('tidy');
    setInterval(() => registration.update().catch(() => {}), kAskAgain);
  }

  // The worker of a newer version, also of one that nobody here knew of: a relay that has been updated says so first.
  async function waitingWorker() {
    registration ??= await workers.getRegistration();
    if (!registration.waiting && !registration.installing) await registration.update();
    const { installing } = registration;
    if (installing) await new Promise((resolve) => { installing.addEventListener('statechange', resolve, { once: true }); });
    return registration.waiting;
  }

  if (workers) {
    workers.addEventListener('message', ({ data, ports }) => {
      if (data === 'which version?') ports[0].postMessage(version);
    });
    // Another page of this site has taken the newer version; this one goes on with what it has until it is loaded again.
    let controlled = Boolean(workers.controller);
    workers.addEventListener('controllerchange', () => {
      if (controlled && !taking) foundNewer();
      controlled = true;
    });
  }

  return {
    begin() {
      if (workers) setTimeout(register, kWait);
    },
    newerWaits: () => newer,
    // A page that is loaded again before the newer version has taken over would be the same as before.
    async takeNewer() {
      taking = true;
      const late = new Promise((resolve) => { setTimeout(resolve, kPatience, null); });
      const worker = await Promise.race([waitingWorker().catch(() => null), late]);
      if (!worker) return location.reload();
      worker.addEventListener('statechange', () => {
        if (worker.state === 'activated') location.reload();
      });
      worker.postMessage('take over');
    },
  };
})();
