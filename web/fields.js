// Text fields: what the user does in a <textarea> becomes splices for the program, and others' edits are put into it
// around the user's caret. The program never writes into a field during composition (client/widgets/field_buffer.h).
'use strict';

globalThis.samsynPage = globalThis.samsynPage || {};

samsynPage.fields = (() => {
  const isLow = (unit) => unit >= 0xDC00 && unit <= 0xDFFF;

  // The smallest replacement that makes `after` of `before`, ending at the caret; never inside a surrogate pair.
  function spliceBetween(before, after, caret) {
    const most = Math.min(before.length, after.length);
    let suffix = 0;
    const mostSuffix = Math.min(most, after.length - caret);
    while (suffix < mostSuffix && before[before.length - 1 - suffix] === after[after.length - 1 - suffix]) suffix += 1;
    let prefix = 0;
    const mostPrefix = most - suffix;
    while (prefix < mostPrefix && before[prefix] === after[prefix]) prefix += 1;
    if (prefix > 0 && (isLow(before.charCodeAt(prefix)) || isLow(after.charCodeAt(prefix)))) prefix -= 1;
    if (suffix > 0 && isLow(after.charCodeAt(after.length - suffix))) suffix -= 1;
    return { position: prefix, removed: before.length - suffix - prefix, inserted: after.slice(prefix, after.length - suffix) };
  }

  const known = new WeakMap();  // element -> what the program knows of it: { value, start, end, backward }

  function stateOf(element) {
    let state = known.get(element);
    if (!state) known.set(element, state = { value: element.value, start: -1, end: -1, backward: false });
    return state;
  }

  function reportInput(element) {
    const state = stateOf(element);
    const value = element.value;
    if (value === state.value) return;
    const { position, removed, inserted } = spliceBetween(state.value, value, element.selectionStart);
    state.value = value;
    samsynPage.send.fieldInput(element, position, removed, inserted);
  }

  function reportSelection(element) {
    const state = stateOf(element);
    const backward = element.selectionDirection === 'backward';
    const { selectionStart: start, selectionEnd: end } = element;
    if (state.start === start && state.end === end && state.backward === backward) return;
    Object.assign(state, { start, end, backward });
    samsynPage.send.fieldSelection(element, start, end, backward);
  }

  const isField = (element) => element instanceof HTMLTextAreaElement && samsynPage.mirror.keyOf(element) !== undefined;

  function listen(root) {
    root.addEventListener('input', (event) => {
      if (!isField(event.target)) return;
      reportInput(event.target);
      reportSelection(event.target);
    });
    root.addEventListener('compositionstart', (event) => {
      if (isField(event.target)) samsynPage.send.fieldComposition(event.target, true);
    });
    root.addEventListener('compositionend', (event) => {
      if (!isField(event.target)) return;
      reportInput(event.target);
      samsynPage.send.fieldComposition(event.target, false);
    });
    root.addEventListener('beforeinput', (event) => {
      if (!isField(event.target)) return;
      // The document undoes one's own edits and leaves others' alone; the browser's undo knows nothing of others.
      if (event.inputType === 'historyUndo' || event.inputType === 'historyRedo') {
        event.preventDefault();
        samsynPage.send.action(event.target, event.inputType === 'historyUndo' ? 'undo' : 'redo');
      } else if (event.target.dataset.multiline !== 'true' && !event.isComposing &&
                 (event.inputType === 'insertLineBreak' || event.inputType === 'insertParagraph')) {
        event.preventDefault();
        samsynPage.send.action(event.target, 'submit');
      }
    });
    document.addEventListener('selectionchange', () => {
      const element = document.activeElement;
      if (isField(element)) reportSelection(element);
    });
    document.addEventListener('keydown', (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
      const key = event.key.toLowerCase();
      const undo = key === 'z' && !event.shiftKey;
      const redo = (key === 'z' && event.shiftKey) || key === 'y';
      if (!undo && !redo) return;
      event.preventDefault();
      samsynPage.send.action(isField(document.activeElement) ? document.activeElement : null, undo ? 'undo' : 'redo');
    });
  }

  return {
    spliceBetween,
    listen,
    // A new field, or one whose text is set without a history.
    setValue(element, value) {
      element.value = value;
      stateOf(element).value = element.value;
    },
    splice(element, position, removed, inserted) {
      const direction = element.selectionDirection;
      element.setRangeText(inserted, position, position + removed, 'preserve');
      if (direction === 'backward') {  // which setRangeText forgets
        element.setSelectionRange(element.selectionStart, element.selectionEnd, direction);
      }
      stateOf(element).value = element.value;
    },
  };
})();
