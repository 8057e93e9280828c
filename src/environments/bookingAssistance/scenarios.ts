// What users of Booking-Assistance book (paper.md, section b), where, and what they worry about.

/** A worry in the user's words and turned round. */
export interface Doubt {
  readonly mine: string;
  readonly yours: string;
}

/** A detail that the agent asks for, and what users answer: "I would like it {answer}." */
export interface DetailQuestion {
  /** Pattern without slots. */
  readonly ask: string;
  readonly answers: readonly string[];
}

export interface BookingScenario {
  /** Also the word that the search is called with. */
  readonly id: string;
  /** "I want to book a {thing}." */
  readonly thing: string;
  /** What stands between the thing and its place. */
  readonly preposition: string;
  readonly questions: readonly DetailQuestion[];
  readonly doubts: readonly Doubt[];
}

export const places: readonly string[] = 'Lisbon,Rome,Paris,Vienna,Oslo,Cairo,Athens,Madrid'.split(',');

export const days: readonly string[] = 'Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday'.split(',');

/** How many people it is for. */
export const peoples: readonly string[] = ['two', 'three', 'four', 'five'];

const doubt = (mine: string, yours = mine): Doubt => ({ mine, yours });

export const bookingScenarios: readonly BookingScenario[] = [
  {
    id: 'flights',
    thing: 'flight',
    preposition: 'to',
    questions: [
      { ask: '[When|At what time] do you want to fly?', answers: ['in the morning', 'at noon', 'in the evening'] },
      { ask: 'Where do you [want|like] to sit?', answers: ['by the window', 'by the door', 'at the back'] },
    ],
    doubts: [
      doubt('the seats are too small'),
      doubt('the food is cold'),
      doubt('the pilot is new'),
      doubt('my bag gets lost', 'your bag gets lost'),
      doubt('I sit beside a baby', 'you sit beside a baby'),
    ],
  },
  {
    id: 'hotels',
    thing: 'room',
    preposition: 'in',
    questions: [
      { ask: 'What kind of room do you [want|need]?', answers: ['with two beds', 'with a view', 'with a bath'] },
      { ask: 'Where should [it|the room] be?', answers: ['at the back', 'by the garden', 'on the first floor'] },
    ],
    doubts: [
      doubt('the bed is too soft'),
      doubt('the walls are thin'),
      doubt('the bath is cold'),
      doubt('a dog is loud all night'),
      doubt('I can not find my room', 'you can not find your room'),
    ],
  },
  {
    id: 'restaurants',
    thing: 'table',
    preposition: 'in',
    questions: [
      { ask: '[When|At what time] do you want to eat?', answers: ['at seven', 'at eight', 'at nine'] },
      { ask: 'Where do you [want|like] to sit?', answers: ['by the window', 'in the garden', 'in the corner'] },
    ],
    doubts: [
      doubt('the soup is too hot'),
      doubt('the music is too loud'),
      doubt('the waiter is rude'),
      doubt('there is no cake left'),
      doubt('I eat too much', 'you eat too much'),
    ],
  },
  {
    id: 'events',
    thing: 'show',
    preposition: 'in',
    questions: [
      { ask: 'When should [it|the show] start?', answers: ['at noon', 'in the evening', 'at eight'] },
      { ask: 'Where do you [want|like] to sit?', answers: ['in front', 'in the middle', 'at the back'] },
    ],
    doubts: [
      doubt('the show is too long'),
      doubt('the singer has a cold'),
      doubt('a tall man sits before us', 'a tall man sits before you'),
      doubt('it rains all night'),
      doubt('I fall asleep', 'you fall asleep'),
    ],
  },
];
