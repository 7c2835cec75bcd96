// What the page needs of the browser and Blazor has no word for. Called through the types in Browser/ and nothing else.

const areas = { local: () => localStorage, session: () => sessionStorage };

// A browser may refuse storage altogether; the page then works without remembering.
export function readStored(area, key) {
  try {
    return areas[area]().getItem(key);
  } catch {
    return null;
  }
}

export function writeStored(area, key, value) {
  try {
    areas[area]().setItem(key, value);
  } catch {
    // Nothing to be done: see above.
  }
}

export function removeStored(area, key) {
  try {
    areas[area]().removeItem(key);
  } catch {
    // Nothing to be done: see above.
  }
}

export function announceAppearance() {
  dispatchEvent(new Event('text2llm:appearance'));
}

// A page in the background gets no frames; it is drawn when it comes back, and a timer keeps its state going meanwhile.
export function nextFrame() {
  return new Promise((resolve) => {
    const timer = setTimeout(done, 250);
    const frame = requestAnimationFrame(done);
    function done() {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      resolve();
    }
  });
}

export async function copyText(text) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  }
  // An address without TLS has no clipboard of its own.
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'visually-hidden';
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  return copied;
}

let mayLose = false;

addEventListener('beforeunload', (event) => {
  if (mayLose) {
    event.preventDefault();
  }
});

export function guardLeaving(guard) {
  mayLose = guard;
}

// Keeps the end in view while content grows, for as long as the reader stays there.
export function followEnd(scroller) {
  const nearEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 48;
  let last = scroller.scrollTop;
  let following = true;
  const follow = (on) => {
    following = on;
    scroller.toggleAttribute('data-away', !on);
  };
  const toEnd = () => {
    scroller.scrollTop = scroller.scrollHeight;
    last = scroller.scrollTop;
    follow(true);
  };
  scroller.addEventListener('scroll', () => {
    if (nearEnd()) {
      follow(true);
    } else if (scroller.scrollTop < last) {
      // Only the reader scrolls back; content that grows merely leaves the end further away.
      follow(false);
    }
    last = scroller.scrollTop;
  }, { passive: true });
  scroller.addEventListener('text2llm:end', toEnd);
  scroller.addEventListener('click', (event) => {
    if (event.target.closest('[data-to-end]')) {
      toEnd();
    }
  });
  const watcher = new ResizeObserver(() => {
    if (following && scroller.hasAttribute('data-follows')) {
      toEnd();
    }
  });
  watcher.observe(scroller);
  watcher.observe(scroller.firstElementChild);
}

export function toEnd(scroller) {
  scroller.dispatchEvent(new Event('text2llm:end'));
}

// Enter sends, unless it ends a word in an input method; Escape presses the stop button, wherever the focus is.
export function wireComposer(form, field) {
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  // Before anybody else hears of the key: a list or a menu that it closes must still be seen open.
  document.addEventListener('keydown', (event) => {
    const dismisses = event.target.getAttribute?.('aria-expanded') === 'true' || document.querySelector(':popover-open');
    if (event.key === 'Escape' && !event.isComposing && !dismisses) {
      form.querySelector('[data-stops]')?.click();
    }
  }, { capture: true });
  field.addEventListener('input', () => fitComposer(field));
}

// Where the style sheet cannot let a field grow with its text, this does.
export function fitComposer(field) {
  if (!CSS.supports('field-sizing', 'content')) {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  }
}

// On a touch screen focus would bring the keyboard up over the answer.
export function focusField(field) {
  if (matchMedia('(pointer: fine)').matches) {
    field.focus({ preventScroll: true });
  }
}
