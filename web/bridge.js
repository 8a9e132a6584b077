// Between the page and the program: frames on request, the canvas's size, input, settings, the link.
//
// window.samsyn is for tests and measurements: `frames` so far; `toDraw` while the canvas is behind them; `ready` when
// the first was; the mark "samsyn-usable" in the performance timeline is when the meeting could first be used.
'use strict';

window.samsyn = { frames: 0, ready: false, toDraw: false };

(() => {
  const canvas = document.getElementById('samsyn-canvas');
  const mirror = document.getElementById('samsyn-mirror');
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const kActions = { press: 1, submit: 2, dismiss: 3, choose: 4, undo: 5, redo: 6 };
  const kSettingPrefix = 'samsyn.';
  const kFontWait = 3000;   // then begin with what fonts there are
  const kSlowDrawing = 40;  // milliseconds from a drawing to the browser's next frame
  const kMostRest = 250;
  const kLongLoss = 4000;   // a graphics context that is gone so long does not come back
  const kFileWait = 60000;  // then a saved file has been read

  let running = false;
  let frameAsked = false;
  let drawAsked = false;
  let restUntil = 0;  // from drawing
  let timer = 0;
  let timerAt = Infinity;
  let plain = false;       // the mirror is the page; nothing is drawn
  let cannotDraw = false;
  let lost = 0;
  const onPaper = new CSSStyleSheet({ media: 'print' });
  document.adoptedStyleSheets.push(onPaper);
  const asked = {
    dark: matchMedia('(prefers-color-scheme: dark)'),
    contrast: matchMedia('(prefers-contrast: more)'),
    forced: matchMedia('(forced-colors: active)'),
  };

  function withText(text, use) {
    const bytes = encoder.encode(text);
    const block = Module._malloc(Math.max(1, bytes.length));
    HEAPU8.set(bytes, block);
    use(block, bytes.length);
    Module._free(block);
  }

  function idOf(element) {
    const key = element ? samsynPage.mirror.keyOf(element) : undefined;
    return key === undefined ? [0, 0] : key.split(':').map(Number);
  }

  // A frame is two things. What happened becomes edits, messages and the mirror's elements at once; the canvas follows
  // when the browser is ready to draw, which may be late on a slow machine and never on a hidden page.
  const soon = new MessageChannel();
  soon.port1.onmessage = () => {
    if (frameAsked) frame();
  };

  function frame() {
    frameAsked = false;
    if (!running) return;
    window.samsyn.frames += 1;
    Module._samsyn_frame();
    askForDrawing();
  }

  function askForDrawing() {
    if (drawAsked || plain) return;
    drawAsked = window.samsyn.toDraw = true;
    const rest = restUntil - performance.now();
    if (rest > 0) setTimeout(() => requestAnimationFrame(draw), rest);
    else requestAnimationFrame(draw);
  }

  // Without a graphics card a drawing takes the processor for a tenth of a second. Then most of the time is left to
  // what people write; with one nothing waits.
  function draw() {
    drawAsked = window.samsyn.toDraw = false;
    if (!running || plain) return;
    const began = performance.now();
    Module._samsyn_draw();
    requestAnimationFrame(() => {
      const took = performance.now() - began;
      if (took > kSlowDrawing) restUntil = performance.now() + Math.min(kMostRest, 2 * took);
    });
  }

  function requestFrame() {
    if (frameAsked || !running) return;
    frameAsked = true;
    soon.port2.postMessage(null);
  }

  function requestFrameIn(milliseconds) {
    const at = performance.now() + milliseconds;
    if (at >= timerAt) return;
    clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(() => {
      timerAt = Infinity;
      requestFrame();
    }, milliseconds);
  }

  function fitCanvas() {
    const ratio = window.devicePixelRatio || 1;
    const view = window.visualViewport;
    // Pinching in is looking closer, not a smaller window; an on-screen keyboard is a smaller window.
    const pinched = view && Math.abs(view.scale - 1) > 0.01;
    const height = view && !pinched ? Math.min(view.height, window.innerHeight) : window.innerHeight;
    const width = Math.max(1, Math.round(document.documentElement.clientWidth * ratio));
    const tall = Math.max(1, Math.round(height * ratio));
    const top = view && !pinched ? view.offsetTop : 0;
    if (canvas.width !== width || canvas.height !== tall) {
      canvas.width = width;
      canvas.height = tall;
    }
    for (const element of [canvas, mirror]) {
      element.style.width = `${width / ratio}px`;
      element.style.height = `${tall / ratio}px`;
      element.style.top = `${top}px`;
    }
    if (running) Module._samsyn_viewport(width / ratio, tall / ratio, ratio);
  }

  function watchPixelRatio() {
    matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener('change', () => {
      fitCanvas();
      watchPixelRatio();
    }, { once: true });
  }

  // Without the canvas there is the plain page.
  function drawsNothing() {
    cannotDraw = true;
    requestFrame();
  }

  function say(text) {
    const message = document.createElement('p');
    message.className = 'samsyn-message';
    message.setAttribute('role', 'alert');
    message.textContent = text;
    document.body.prepend(message);
  }

  Object.assign(samsynPage, {
    requestFrame,
    withText,
    requestFrameIn,
    frameDone(again) {
      if (again) requestFrame();
      else if (!frameAsked) samsynPage.mirror.settle();
      if (!window.samsyn.ready && samsynPage.mirror.size > 1) {
        window.samsyn.ready = true;
        document.getElementById('samsyn-loading')?.remove();
        performance.mark('samsyn-usable');
        samsynPage.offline.begin();
      }
    },
    noWebgl() { drawsNothing(); },
    // bits: dark, more contrast, only the plain page can be shown
    surroundings() {
      return (asked.dark.matches ? 1 : 0) | (asked.contrast.matches ? 2 : 0) | (cannotDraw || asked.forced.matches ? 4 : 0);
    },
    wear(isPlain, isDark, colors, colorsOnPaper) {
      const { documentElement: page } = document;
      onPaper.replaceSync(`:root { ${colorsOnPaper.replaceAll(';', ' !important;')} }`);
      for (const [, name, value] of colors.matchAll(/(--[a-z0-9-]+):([^;]+);/g)) page.style.setProperty(name, value);
      page.dataset.page = isPlain ? 'plain' : 'canvas';
      page.dataset.colors = isDark ? 'dark' : 'light';
      document.querySelector('meta[name=theme-color]').content = getComputedStyle(page).getPropertyValue('--card');
      samsynPage.mirror.setPlain(isPlain);
      plain = isPlain;
      if (!isPlain) askForDrawing();
    },
    print() { window.print(); },
    readText: (block, size) => decoder.decode(HEAPU8.subarray(block, block + size)),
    giveText(text) {
      const bytes = encoder.encode(text);
      const block = Module._malloc(4 + bytes.length);
      new DataView(HEAPU8.buffer).setUint32(block, bytes.length, true);
      HEAPU8.set(bytes, block + 4);
      return block;
    },
    loadSetting(name) {
      try {
        return localStorage.getItem(kSettingPrefix + name) ?? '';
      } catch {
        return '';  // a browser that keeps nothing
      }
    },
    saveSetting(name, value) {
      try {
        localStorage.setItem(kSettingPrefix + name, value);
      } catch {
        // The choice holds until the page is closed.
      }
    },
    copyText(text) {
      navigator.clipboard?.writeText(text).catch(() => {});
    },
    saveFile(name, type, bytes) {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([bytes], { type }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), kFileWait);
    },
    pickFile(types, most, chosen) {
      const input = document.createElement('input');
      input.type = 'file';
      input.accept = types;
      input.addEventListener('change', async () => {
        const file = input.files[0];
        if (!file) return;
        try {
          chosen(file.size > most ? null : new Uint8Array(await file.arrayBuffer()));
        } catch {
          chosen(new Uint8Array());  // it went away while it was read: nothing that could be taken up
        }
      });
      input.click();
    },
    openFragment(fragment) {
      location.replace(fragment);
      location.reload();
    },
    // 0: the relay's address; 1: this page's; 2: the link's fragment, #meeting.secret, which the browser sends to nobody
    location(part) {
      if (part === 0) return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`;
      if (part === 1) return `${location.origin}${location.pathname}`;
      try {
        return decodeURIComponent(location.hash);
      } catch {
        return location.hash;
      }
    },
    send: {
      action(element, kind, value = '') {
        withText(value, (block, size) => Module._samsyn_action(...idOf(element), kActions[kind], block, size));
      },
      fieldInput(element, position, removed, inserted) {
        withText(inserted, (block, size) => Module._samsyn_field_input(...idOf(element), position, removed, block, size));
        // Now, not in a task: browsers put drawing before other tasks when a key was pressed.
        queueMicrotask(() => {
          if (frameAsked) frame();
        });
      },
      fieldSelection(element, start, end, backward) {
        Module._samsyn_field_selection(...idOf(element), start, end, backward ? 1 : 0);
      },
      fieldComposition(element, active) {
        Module._samsyn_field_composition(...idOf(element), active ? 1 : 0);
      },
      focus(element) { Module._samsyn_focus(...idOf(element)); },
      scroll(element, offset) { Module._samsyn_scroll(...idOf(element), offset); },
      pointer(element, down) { Module._samsyn_pointer(...idOf(element), down ? 1 : 0); },
    },
  });

  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault();
    Module._samsyn_context_lost();
    lost = setTimeout(drawsNothing, kLongLoss);
  });
  canvas.addEventListener('webglcontextrestored', () => {
    clearTimeout(lost);
    cannotDraw = false;
    Module._samsyn_context_restored();
  });

  // Dear ImGui saves and restores this state around every drawing, and each question waits until the graphics process
  // has done all it was given. Nobody else draws on this canvas, so the first answer stays right.
  const kSavedState = new Set([0x80C8, 0x80C9, 0x80CA, 0x80CB, 0x8009, 0x883D, 0x0C10, 0x0BA2]);  // blend, scissor, viewport
  const answers = new Map();
  const contexts = globalThis.WebGL2RenderingContext?.prototype;
  if (contexts) {
    const ask = contexts.getParameter;
    contexts.getParameter = function getParameter(name) {
      if (!kSavedState.has(name)) return ask.call(this, name);
      if (!answers.has(name)) answers.set(name, ask.call(this, name));
      return answers.get(name);
    };
  }

  const fonts = Promise.all([400, 700].map((weight) => document.fonts.load(`${weight} 17px "Atkinson Hyperlegible"`)));
  const fontsOrLate = Promise.race([fonts, new Promise((done) => { setTimeout(done, kFontWait); })]).catch(() => {});

  globalThis.Module = {
    preRun: [() => {
      addRunDependency('fonts');
      fontsOrLate.then(() => removeRunDependency('fonts'));
      running = true;
      samsynPage.mirror.listen();
    }],
    postRun: [() => {
      fitCanvas();
      watchPixelRatio();
      // What is printed is the plain page, whatever is seen.
      window.addEventListener('beforeprint', () => { document.documentElement.dataset.page = 'plain'; });
      window.addEventListener('afterprint', () => { document.documentElement.dataset.page = plain ? 'plain' : 'canvas'; });
      for (const query of Object.values(asked)) query.addEventListener('change', requestFrame);
      window.addEventListener('resize', fitCanvas);
      window.visualViewport?.addEventListener('resize', fitCanvas);
      window.visualViewport?.addEventListener('scroll', fitCanvas);
      document.fonts.addEventListener('loadingdone', () => Module._samsyn_fonts_changed());
      // Whoever closes the page in the moment of writing has still written it: it becomes an edit, and is kept, now.
      window.addEventListener('pagehide', frame);
      window.addEventListener('hashchange', () => location.reload());
    }],
    onAbort() {
      running = false;
      say('Något gick fel i Samsyn. Ladda om sidan: det du har skrivit finns kvar.');
    },
  };
})();
