import type { Bilingual } from '#libs/enrollment';
import type { Letter } from './letter.js';

/** A letter as plain text. */
export function letterAsText({ title, head, paragraphs, foot }: Letter): string {
  const rows = head.map(([name, value]) => `${name}: ${value}`);
  return [title, '', ...rows, '', ...paragraphs, '', ...foot, ''].join('\n');
}

/** A letter as a page to print. It loads nothing and has no style of its own: a browser prints it as it stands. */
export function letterAsHtml({ title, head, paragraphs, foot }: Letter, language: keyof Bilingual): string {
  const rows = head.map(
    ([name, value]) =>
      `<tr><th scope="row" align="left">${escaped(name)}</th><td>${escaped(value)}</td></tr>`,
  );
  const text = paragraphs.map((each) => `<p>${escaped(each)}</p>`);
  const small = foot.map((each) => `<p><small>${escaped(each)}</small></p>`);
  const lang = language === 'zh' ? 'zh-CN' : 'en';
  return [
    '<!doctype html>',
    `<html lang="${lang}"><head><meta charset="utf-8"><title>${escaped(title)}</title></head><body>`,
    `<h1>${escaped(title)}</h1>`,
    `<table>${rows.join('')}</table>`,
    ...text,
    '<hr>',
    ...small,
    '</body></html>',
    '',
  ].join('\n');
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
