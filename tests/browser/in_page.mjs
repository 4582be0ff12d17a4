// Looks that run inside the page. Each stands alone: the browser gets its text, nothing around it.

/** Things to tap that are smaller than 44 px, but for links within a sentence. */
export function smallTargets() {
  const targets = document.querySelectorAll('a[href], button, select, textarea, summary, input:not([type=hidden])');
  const box = (element) => {
    const label = /^(radio|checkbox)$/.test(element.type) && element.labels?.[0];
    const boxes = [element, label].filter(Boolean).map((part) => part.getBoundingClientRect());
    const edge = (side, pick) => pick(...boxes.map((rect) => rect[side]));
    const [left, right, top, bottom] = [edge('left', Math.min), edge('right', Math.max), edge('top', Math.min), edge('bottom', Math.max)];
    return { width: right - left, height: bottom - top, right, bottom: bottom + window.scrollY };
  };
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && box(element).bottom > 0 && box(element).right > 0;
  const inSentence = (element) => {
    if (element.tagName !== 'A' || getComputedStyle(element).display !== 'inline') return false;
    const around = element.closest('p, li, dd, td, label, legend, figcaption');
    return around !== null && around.textContent.trim().length > element.textContent.trim().length + 3;
  };
  const small = [...targets].filter((element) => {
    const { width, height } = box(element);
    return shown(element) && !inSentence(element) && (width < 43.5 || height < 43.5);
  });
  return small.map((element) => {
    const { width, height } = box(element);
    return `${Math.round(width)}×${Math.round(height)} ${element.outerHTML.slice(0, 120)}`;
  });
}

/** What sticks out of the screen sideways, as far as the page scrolls for it. */
export function widerThanScreen() {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const out = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1);
  return (out.length ? out.slice(-3) : [root]).map((element) => element.outerHTML.slice(0, 120));
}

/** Forms that cannot be sent without a script, links that go nowhere, headings and language. */
export function linkAndFormFaults() {
  const faults = [];
  for (const form of document.forms) {
    const submits = [...form.elements].some((element) => element.type === 'submit' || element.type === 'image');
    if (!submits) faults.push(`form without a button to send: ${form.outerHTML.slice(0, 120)}`);
    if (form.method === 'post' && !form.noValidate) faults.push(`form without novalidate: ${form.outerHTML.slice(0, 120)}`);
  }
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) faults.push(`link to nowhere: ${link.outerHTML}`);
  }
  const headings = document.querySelectorAll('h1').length;
  if (headings !== 1) faults.push(`${headings} h1`);
  if (!document.documentElement.lang || !document.documentElement.dir) faults.push('html without lang or dir');
  if (!document.title.trim()) faults.push('no title');
  return faults;
}

/**
 * How far the page moved under the reader while it came, as browsers reckon it (Cumulative Layout Shift, web.dev/cls), but
 * that nothing is excused: nobody has touched it yet.
 */
export function layoutShift() {
  return new Promise((resolve) => {
    const shifts = [];
    const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: true });
    // What is buffered is handed over before the second next frame is drawn.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      observer.disconnect();
      resolve(shifts.reduce((sum, { value }) => sum + value, 0));
    }));
  });
}
