/** The tags that texts are laid out with. */
const tagNames = ['notes', 'search', 'plan', 'conversation', 'user', 'assistant', 'event', 'person', 'wants'] as const;
export type TagName = (typeof tagNames)[number];

const looksLikeTag = new RegExp(`<(?=\\s*/?\\s*(?:${tagNames.join('|')})\\s*>)`, 'giu');

/** A text between tags. What looks like one of our tags inside the text is no longer one: a text can't step out of its block. */
export const tagged = (name: TagName, text: string): string => `<${name}>\n${untagged(text)}\n</${name}>`;

/** A text in which nothing looks like one of our tags. */
export const untagged = (text: string): string => text.replace(looksLikeTag, '‹');
