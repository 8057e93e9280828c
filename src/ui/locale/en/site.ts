// What is said of the site itself: that a new version is there, that it can't be kept.
export const siteWords = {
  region: 'About this page',
  update: 'A new version of this page is there. Nothing changes until you reload.',
  updateLive:
    'A new version of this page is there. The run in progress is not changed; a reload ends it after its last whole iteration, from which it goes on.',
  noRoom: 'The browser has no room to keep this page for use without a network. Everything else works.',
  reload: 'Reload with the new version',
  later: 'Later',
  read: 'All right',
};
