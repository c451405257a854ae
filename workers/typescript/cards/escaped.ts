const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
};

/** A text that means nothing to a page, between tags and in quotes. */
export const escaped = (text: unknown): string => String(text).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
