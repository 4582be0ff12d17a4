// What somebody does who left an address: reads the kept mail, follows its links.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ARRIVES_WITHIN_MS = 15_000;

/** An address on the site below this path that a mail to somebody leads to, once one has arrived that does. */
export async function linkOfTheMail(person, address, below) {
  const deadline = Date.now() + ARRIVES_WITHIN_MS;
  while (Date.now() < deadline) {
    const links = mailsTo(person.demo, address).flatMap((mail) => [...mail.matchAll(/https?:\/\/[^\s"<>]+/g)].map(([link]) => link));
    const found = links.find((link) => new URL(link).pathname.startsWith(below));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no mail to ${address} leads to ${below}`);
}

function mailsTo({ data }, address) {
  const folder = join(data, 'mails');
  const mails = readdirSync(folder).filter((name) => name.endsWith('.eml')).map((name) => readFileSync(join(folder, name), 'utf8'));
  return mails.filter((mail) => new RegExp(`^To: .*${address}`, 'mi').test(mail)).map(decoded);
}

/** Quoted-printable as plain characters (RFC 2045, 6.7), as far as addresses need it. */
function decoded(mail) {
  return mail.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}
