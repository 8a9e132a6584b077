// The mirror: a native element over every thing the canvas shows, so that mouse, touch, keyboard, screen readers and
// tests meet ordinary buttons, headings and fields. Applies the operations of client/semantics/diff.h, as reader.js reads
// them: count, operations; count, field commands; count, announcements; id to focus; id to bring into view.
'use strict';

globalThis.samsynPage = globalThis.samsynPage || {};

samsynPage.mirror = (() => {
  const kInsert = 1, kMove = 2, kUpdate = 3, kRect = 4, kRemove = 5;
  const kRoot = 0, kNavigation = 2, kMain = 3, kRegion = 4, kComplementary = 5, kScrollArea = 8, kButton = 13, kTextField = 15,
    kSelect = 16, kCheckbox = 17, kColumnHeader = 20, kImage = 23, kDialog = 24, kStatus = 25;
  const kLabelled = new Set([kTextField, kSelect, kCheckbox]);
  const kSkippedTo = new Set([kNavigation, kMain, kRegion, kComplementary]);
  // tag and ARIA role by NodeRole (client/semantics/node.h)
  const kElements = [
    ['div'], ['header'], ['nav'], ['main'], ['section'], ['aside'], ['footer'], ['div', 'group'], ['div'], ['h1'],
    ['p'], ['ul', 'list'], ['li'], ['button'], ['a'], ['textarea'], ['select'], ['input'], ['table', 'table'],
    ['tr', 'row'], ['th', 'columnheader'], ['th', 'rowheader'], ['td', 'cell'], ['div', 'img'], ['dialog'],
    ['div', 'status'], ['div', 'alert'], ['blockquote'], ['div'],
  ];
  const kNamedByLabel = new Set([1, 2, 3, 4, 5, 6, 7, 8, 11, 15, 16, 17, 18, 23, 24]);
  const kNamedByContent = new Set([9, 10, 13, 14, 20, 21]);

  const root = document.getElementById('samsyn-mirror');
  const skip = document.getElementById('samsyn-skip');
  const records = new Map();   // key -> { key, element, outer, role, end }; outer: the element, or what holds it and its label
  const keys = new WeakMap();  // element -> record
  const unsettled = new Set(); // records the user changed since the program last had its say
  let lastId = 0;
  let quiet = false;
  let plain = false;
  let landmarksChanged = false;  // since the links past the beginning were made

  function setAttribute(element, name, value) {
    if (value === null || value === '') {
      if (element.hasAttribute(name)) element.removeAttribute(name);
    } else if (element.getAttribute(name) !== value) {
      element.setAttribute(name, value);
    }
  }

  const tristate = (value) => (value === 0 ? null : value === 2 ? 'true' : 'false');
  const px = (value) => `${value}px`;

  function setPlace(record, place) {
    if (record.role === kRoot) return;
    const { style } = record.element;
    style.left = px(place.x);
    style.top = px(place.y);
    style.width = px(place.width);
    style.height = px(place.height);
    if (record.role === kScrollArea) {
      if (!record.end) {
        record.end = document.createElement('div');
        record.end.className = 'samsyn-scroll-end';
        record.element.append(record.end);
      }
      record.end.style.top = px(Math.max(0, place.content - 1));
      record.overflows = place.content > place.height + 0.5;
    }
  }

  function setContent(record, node, isNew) {
    const { element, role } = record;
    if (role === kRoot) {
      document.title = node.name;
      if (node.lang) document.documentElement.lang = node.lang;
      document.documentElement.style.setProperty('--text', px(node.fontSize));
      skip.setAttribute('aria-label', node.description);
      quiet = node.readOnly;
      for (const other of records.values()) setQuiet(other);
      return;
    }
    if (kNamedByContent.has(role)) {
      if (element.textContent !== node.name) element.textContent = node.name;
    } else if (kNamedByLabel.has(role)) {
      setAttribute(element, 'aria-label', node.name);
    }
    setAttribute(element, 'lang', node.lang);
    setAttribute(element, 'data-look', node.look);
    if (record.label && record.label.textContent !== node.name) record.label.textContent = node.name;
    if (role === kImage) showModules(element, node.value);
    setAttribute(element, 'aria-description', node.description);
    setAttribute(element, 'aria-current', node.current ? 'true' : null);
    setAttribute(element, 'aria-pressed', tristate(node.pressed));
    setAttribute(element, 'aria-expanded', tristate(node.expanded));
    setAttribute(element, 'aria-invalid', node.invalid ? 'true' : null);
    element.style.borderRadius = node.radius > 0 ? px(node.radius) : '';
    if (role === kButton || role === kSelect || role === kCheckbox) element.disabled = node.disabled;
    if (role === kCheckbox) element.checked = record.checked = node.checked === 2;
    if (role === kSelect) {
      if (element.options.length !== node.options.length || node.options.some((option, i) => element.options[i].text !== option)) {
        element.replaceChildren(...node.options.map((option, i) => new Option(option, String(i))));
      }
      element.value = record.chosen = node.value;
    }
    if (element.tagName === 'A') {
      const safe = /^(https?:|mailto:|tel:)/i.test(node.value);
      setAttribute(element, 'href', safe ? node.value : null);
    }
    if (role === kTextField) {
      if (isNew) samsynPage.fields.setValue(element, node.value);
      element.readOnly = node.readOnly;
      element.dataset.multiline = String(node.multiline);
      element.placeholder = node.placeholder;
      element.rows = 1;
      element.enterKeyHint = node.multiline ? 'enter' : 'done';
      const { style } = element;
      style.fontSize = px(node.fontSize);
      style.lineHeight = px(node.lineHeight);
      style.padding = `${px(node.paddingY)} ${px(node.paddingX)}`;
      style.fontWeight = node.bold ? '700' : '400';
    }
  }

  // Whoever wants quiet hears only what must interrupt.
  function setQuiet({ element, role }) {
    if (role === kStatus) setAttribute(element, 'aria-live', quiet ? 'off' : null);
  }

  // A QR code or an emoji on the plain page; on the canvas it is drawn there.
  function showModules(element, value) {
    if (element.dataset.modules === value || (!value && !element.dataset.modules)) return;
    element.dataset.modules = value;
    if (!/^[01]/.test(value)) {
      element.textContent = value;
      return;
    }
    const rows = value.split('\n');
    const kMargin = 4;
    const side = rows.length + 2 * kMargin;
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', `0 0 ${side} ${side}`);
    svg.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', rows.flatMap((row, y) => [...row].map((module, x) => (module === '1' ? `M${x + kMargin} ${y + kMargin}h1v1h-1z` : ''))).join(''));
    svg.append(path);
    element.replaceChildren(svg);
  }

  function makeElement(role, node) {
    if (role === kRoot) return root;
    const [tag, ariaRole] = kElements[role];
    const element = document.createElement(tag === 'h1' ? `h${node.level || 2}` : tag === 'ul' && node.ordered ? 'ol' : tag);
    element.className = role === kScrollArea ? 'samsyn-node samsyn-scroll' : 'samsyn-node';
    if (ariaRole) element.setAttribute('role', ariaRole);
    if (tag === 'button') element.type = 'button';
    if (role === kCheckbox) element.type = 'checkbox';
    if (role === kTextField) {
      element.spellcheck = true;
      element.autocomplete = 'off';
    }
    if (role === kColumnHeader) element.scope = 'col';
    if (tag === 'a') {
      element.target = '_blank';
      element.rel = 'noreferrer';
    }
    return element;
  }

  // The canvas draws labels; on the plain page they are seen, and pressing one is pressing what it names.
  function addLabel(record) {
    lastId += 1;
    record.element.id = `samsyn-${lastId}`;
    record.label = document.createElement('label');
    record.label.htmlFor = record.element.id;
    record.outer = document.createElement('div');
    record.outer.className = 'samsyn-labelled';
    if (record.role === kCheckbox) record.outer.append(record.element, record.label);
    else record.outer.append(record.label, record.element);
  }

  function put(element, parentKey, afterKey) {
    const parent = records.get(parentKey).element;
    const after = afterKey === null ? null : records.get(afterKey).outer;
    const before = after ? after.nextSibling : parent.firstChild;
    if (element.parentNode !== parent || element.nextSibling !== before) parent.insertBefore(element, before);
  }

  function noteLandmark(role) {
    landmarksChanged = landmarksChanged || role === kRoot || role === kDialog || kSkippedTo.has(role);
  }

  function forget(element) {
    const record = keys.get(element);
    if (record) {
      records.delete(record.key);
      noteLandmark(record.role);
    }
    for (const child of element.children) forget(child);
  }

  function insert(key, parentKey, afterKey, role, place, node) {
    const old = records.get(key);
    const element = makeElement(role, node);
    const record = { key, element, outer: element, label: null, role, end: null, overflows: false };
    if (kLabelled.has(role)) addLabel(record);
    if (old && old.element !== element) {
      element.append(...old.element.childNodes);
      old.outer.remove();
    }
    records.set(key, record);
    setQuiet(record);
    noteLandmark(role);
    keys.set(element, record);
    setPlace(record, place);
    setContent(record, node, true);
    if (role === kRoot) return;
    put(record.outer, parentKey, afterKey);
    if (role === kDialog) {
      element.addEventListener('cancel', (event) => {
        event.preventDefault();
        samsynPage.send.action(element, 'dismiss');
      });
    }
  }

  function applyOperation(reader) {
    const kind = reader.byte();
    const key = reader.id();
    switch (kind) {
      case kInsert: {
        const parentKey = reader.id();
        const afterKey = reader.id();
        const role = reader.byte();
        const place = reader.place();
        insert(key, parentKey, afterKey, role, place, reader.content());
        break;
      }
      case kMove: {
        const parentKey = reader.id();
        put(records.get(key).outer, parentKey, reader.id());
        landmarksChanged = true;
        break;
      }
      case kUpdate: {
        const record = records.get(key);
        setPlace(record, reader.place());
        const node = reader.content();
        noteLandmark(record.role);
        const tag = makeElement(record.role, node).tagName;
        if (tag !== record.element.tagName) {
          // A heading's level or a list's kind is its element.
          const element = makeElement(record.role, node);
          element.append(...record.element.childNodes);
          element.style.cssText = record.element.style.cssText;
          record.element.replaceWith(element);
          record.element = record.outer = element;
          keys.set(element, record);
        }
        setContent(record, node, false);
        break;
      }
      case kRect:
        setPlace(records.get(key), reader.place());
        break;
      case kRemove: {
        const { element, outer } = records.get(key);
        if (element.open) element.close();
        forget(outer);
        outer.remove();
        break;
      }
      default:
        throw new Error(`mirror: unknown operation ${kind}`);
    }
  }

  function announce(assertive, text) {
    const region = document.getElementById(assertive ? 'samsyn-assertive' : 'samsyn-polite');
    const line = document.createElement('div');
    line.textContent = text;
    region.append(line);
    while (region.childElementCount > 6) region.firstChild.remove();
    setTimeout(() => line.remove(), 10000);
  }

  // None past a dialog, which is all there is while it is open.
  function offerSkips() {
    const inDialog = [...records.values()].some(({ role }) => role === kDialog);
    const landmarks = inDialog ? [] : [...root.querySelectorAll('main, nav, aside, section')].map((element) => keys.get(element));
    samsynPage.skips.offer(landmarks.filter((record) => record && kSkippedTo.has(record.role)));
  }

  // Fields as tall as their text, where style sheets cannot do that yet.
  function fitFields() {
    if (CSS.supports('field-sizing', 'content')) return;
    for (const { element, role } of records.values()) {
      if (role !== kTextField) continue;
      element.style.setProperty('--tall', 'auto');
      element.style.setProperty('--tall', px(element.scrollHeight + 3));
    }
  }

  function apply(bytes) {
    const reader = new samsynPage.Reader(bytes);
    const active = document.activeElement;
    for (let count = reader.varint(); count > 0; count -= 1) applyOperation(reader);
    for (let count = reader.varint(); count > 0; count -= 1) {
      const record = records.get(reader.id());
      const position = reader.varint();
      const removed = reader.varint();
      const inserted = reader.text();
      if (record) samsynPage.fields.splice(record.element, position, removed, inserted);
    }
    for (let count = reader.varint(); count > 0; count -= 1) {
      const assertive = reader.byte() === 1;
      announce(assertive, reader.text());
    }
    for (const { element, role, overflows } of records.values()) {
      if (role === kDialog && !element.open) element.showModal();
      if (role === kScrollArea) {
        // What scrolls must be reachable by keyboard even when nothing in it is.
        const needed = overflows && !element.querySelector('button, textarea, select, input, a');
        setAttribute(element, 'tabindex', needed ? '0' : null);
        setAttribute(element, 'role', element.hasAttribute('aria-label') ? 'group' : null);
      }
    }
    if (landmarksChanged) offerSkips();
    landmarksChanged = false;
    if (plain) fitFields();
    // A moved element loses the focus; its owner must not notice.
    if (active && active !== document.activeElement && active.isConnected && keys.has(active)) {
      active.focus({ preventScroll: true });
    }
    const focus = records.get(reader.id());
    if (focus) focus.element.focus();
    const scrollTo = records.get(reader.id());
    if (scrollTo) scrollTo.element.scrollIntoView({ block: 'nearest' });
  }

  const recordAt = (target) => {
    for (let element = target; element && element !== root; element = element.parentElement) {
      const record = keys.get(element);
      if (record) return record;
    }
    return null;
  };

  function listen() {
    root.addEventListener('input', () => {
      if (plain) fitFields();
    });
    root.addEventListener('click', (event) => {
      const record = recordAt(event.target);
      if (!record) return;
      if (record.role === kCheckbox) unsettled.add(record);
      if (record.role === kButton || record.role === kCheckbox) samsynPage.send.action(record.element, 'press');
    });
    root.addEventListener('change', (event) => {
      const record = recordAt(event.target);
      if (record && record.role === kSelect) unsettled.add(record);
      if (record && record.role === kSelect) samsynPage.send.action(record.element, 'choose', record.element.value);
    });
    root.addEventListener('keydown', (event) => {
      const record = recordAt(event.target);
      if (event.key === 'Escape' && !event.isComposing && record && record.role === kTextField) {
        samsynPage.send.action(record.element, 'dismiss');
      }
    });
    document.addEventListener('focusin', (event) => {
      const record = recordAt(event.target);
      samsynPage.send.focus(record ? record.element : null);
    });
    document.addEventListener('focusout', (event) => {
      if (event.relatedTarget === null && document.hasFocus()) samsynPage.send.focus(null);
    });
    root.addEventListener('scroll', (event) => {
      const record = keys.get(event.target);
      if (record && record.role === kScrollArea) samsynPage.send.scroll(record.element, record.element.scrollTop);
    }, { capture: true, passive: true });
    let over = null;
    const hover = (element, down) => {
      if (element === over && !down) return;
      over = element;
      samsynPage.send.pointer(element, down);
    };
    for (const type of ['pointerover', 'pointerdown', 'pointerup', 'pointercancel']) {
      root.addEventListener(type, (event) => {
        if (event.pointerType !== 'mouse') return;  // a finger hovers over nothing
        const record = recordAt(event.target);
        const pressable = record && [kButton, kCheckbox, kSelect].includes(record.role) ? record.element : null;
        if (type === 'pointerover') hover(pressable, false);
        else if (pressable) samsynPage.send.pointer(pressable, type === 'pointerdown');
      });
    }
    document.addEventListener('pointerleave', () => hover(null, false));
    samsynPage.fields.listen(root);
  }

  // Checkboxes and selects change at once when pressed; what the program made of it counts.
  function settle() {
    for (const { element, role, checked, chosen } of unsettled) {
      if (role === kCheckbox) element.checked = checked;
      else element.value = chosen;
    }
    unsettled.clear();
  }

  return {
    apply,
    setPlain(is) {
      plain = is;
      if (plain) fitFields();
    },
    listen,
    settle,
    keyOf: (element) => keys.get(element)?.key,
    // For tests and for those who look for faults: how many elements there are.
    get size() { return records.size; },
  };
})();
