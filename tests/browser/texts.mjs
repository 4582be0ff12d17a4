// The words of the interface, read from the product's own language files: journeys find things as people do, by what is written.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FRENCH = new URL('../../frontend/locales/fr/', import.meta.url).pathname;

function messagesOf(fluent) {
  const messages = new Map();
  let key = null;
  for (const line of fluent.split(/\r?\n/)) {
    const start = /^(-?[a-zA-Z][\w-]*)\s*=\s*(.*)$/.exec(line);
    if (start) {
      key = start[1];
      messages.set(key, start[2]);
    } else if (key && /^(\s+\S|\})/.test(line)) {
      messages.set(key, `${messages.get(key)}\n${line.trim()}`.trim());
    } else if (!/^\s*$/.test(line)) {
      key = null;
    }
  }
  return messages;
}

function allMessages() {
  const files = readdirSync(FRENCH).filter((name) => name.endsWith('.ftl'));
  return new Map(files.flatMap((name) => [...messagesOf(readFileSync(join(FRENCH, name), 'utf8'))]));
}

const messages = allMessages();
const asPattern = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/['’]/g, "['’]").replace(/\s+/g, '\\s+');

/** The variants of a message: one, or one for each branch of its selectors. */
function variants(value) {
  const selector = /\{[^{}]*->((?:[^{}]|\{[^{}]*\})*)\}/.exec(value);
  if (!selector) return [value];
  const branches = [...selector[1].matchAll(/\*?\[[^\]]+\]\s*((?:[^[\]{}\n]|\{[^{}]*\})+)/g)];
  return branches.flatMap(([, branch]) => variants(value.replace(selector[0], () => branch.trim())));
}

/** A pattern that matches the message as a person sees it, whatever its arguments. */
export function said(key, { whole = true } = {}) {
  const value = messages.get(key);
  if (value === undefined) throw new Error(`no text ${key} in frontend/locales/fr`);
  const alternatives = variants(value).map((variant) =>
    variant.split(/\{[^{}]*\}/).map((text) => asPattern(text)).join('.*'),
  );
  const pattern = `(?:${alternatives.join('|')})`;
  return new RegExp(whole ? `^\\s*${pattern}\\s*$` : pattern, 's');
}
