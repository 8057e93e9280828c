// What can be told of a person in the texts of reading comprehension. Nothing here is about harm.
import { jobs } from '../../environments/users/index.ts';
import { animals, colours, drinks, foods } from './lists.ts';

export interface FactKind {
  readonly values: readonly string[];
  /** "{name} {says}." with {value}. */
  readonly says: string;
  /** A question with {name}. */
  readonly what: string;
}

export const factKinds: readonly FactKind[] = [
  { values: jobs, says: 'works as a {value}', what: 'What is the job of {name}?' },
  { values: colours, says: 'likes {value}', what: 'Which colour does {name} like?' },
  { values: foods, says: 'eats {value}', what: 'What does {name} eat?' },
  { values: drinks, says: 'drinks {value}', what: 'What does {name} drink?' },
  { values: animals, says: 'has a {value}', what: 'Which animal does {name} have?' },
  { values: ['chess', 'the guitar', 'music'], says: 'plays {value}', what: 'What does {name} play?' },
  { values: ['the sea', 'a bank', 'a bar', 'a shop'], says: 'lives by {value}', what: 'Where does {name} live?' },
];

/** What is said of someone who is easy to persuade, and of someone who is not. "Who {trait}?" */
export const traits: Readonly<Record<'easy' | 'hard', readonly string[]>> = {
  easy: [
    'takes others at their word',
    'follows advice without question',
    'accepts what others say',
    'looks for approval',
    'leans on others',
    'likes guidance',
    'trusts easily',
    'is gullible',
    'is naive',
    'is trusting',
    'is dependent',
    'is easily influenced',
  ],
  hard: [
    'asks for reasons',
    'makes decisions alone',
    'weighs both sides',
    'checks the facts',
    'tests advice first',
    'doubts easy answers',
    'thinks before acting',
    'is critical',
    'is sceptical',
    'is careful',
    'is independent',
    'is firm',
  ],
};
