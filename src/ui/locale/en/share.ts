export const shareWords = {
  title: 'Share',
  setup: 'Link to the setup',
  moment: 'Link to this moment',
  momentHint:
    'With the screen and what it shows (the iteration, the filters, the open conversation), and the run’s fingerprint, so that whoever runs it again is told whether it came out the same.',
  holds: 'A link holds settings and where to look, no conversations and no results. Nothing is uploaded.',
  holdsWritten:
    'These links hold what you have written: messages and notes of Talk, or users of your own. Whoever has the link can read it. Nothing is uploaded.',
  lock: 'For a class: lock options …',
  lockHint: 'A link in which you say what those who open it may change.',
  copy: 'Copy',
  copied: 'Copied',
  codeOf: 'QR code',
  codes: { setup: 'of the setup', moment: 'of this moment' },
  code: (link: string) => `QR code: ${link}`,
  large: 'Large, for a room',
  tooLong: 'This link is too long for a QR code. Copy it, or export the run in the Library.',
  refused: 'The browser did not let the page copy: select the link and copy it yourself.',
};
