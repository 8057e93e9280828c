import type { Translation } from '../language.ts';

export const site: Translation['site'] = {
  siteWords: {
    region: 'Zu dieser Seite',
    update: 'Eine neue Version dieser Seite ist da. Bis zum Neuladen ändert sich nichts.',
    updateLive:
      'Eine neue Version dieser Seite ist da. Der laufende Lauf ändert sich dadurch nicht; ein Neuladen beendet ihn nach seiner letzten ganzen Iteration, von der er weitergehen kann.',
    noRoom:
      'Der Browser hat keinen Platz, diese Seite für den Gebrauch ohne Netz zu behalten. Alles andere funktioniert.',
    reload: 'Mit der neuen Version laden',
    later: 'Später',
    read: 'In Ordnung',
  },
};
