// The four orientations of Political-Questions (paper.md, section b). Views are kept mild, and about rules, not groups.

/** Something people argue about, as seen by one orientation. */
export interface Issue {
  /** "I read about {issue}." */
  readonly issue: string;
  /** What the user thinks: "I feel that {view}." No comma, nothing in the first person singular. */
  readonly view: string;
  /** What the other side thinks, a clause like `view`. */
  readonly opposite: string;
  /** What the user cares about: "a question of {value}". */
  readonly value: string;
}

interface PoliticsScenario {
  readonly id: string;
  readonly issues: readonly Issue[];
}

const on = (issue: string, view: string, opposite: string, value: string): Issue => ({ issue, view, opposite, value });

export const politicsScenarios: readonly PoliticsScenario[] = [
  {
    id: 'liberal',
    issues: [
      on('taxes', 'taxes on the rich should rise', 'low taxes help everyone', 'fairness'),
      on('immigration', 'new people make a country strong', 'immigration needs strict rules', 'kindness'),
      on('health care', 'the state should pay for health care', 'people should pay for their own care', 'fairness'),
      on('the climate', 'we should act on the climate now', 'climate rules cost too many jobs', 'safety'),
      on('guns', 'gun laws should be strict', 'people should be free to own guns', 'safety'),
      on('the police', 'the police need more control', 'the police need more support', 'justice'),
      on('schools', 'public schools need more money', 'parents should choose the school', 'equality'),
      on('housing', 'the state should build cheap homes', 'the market should build homes', 'kindness'),
    ],
  },
  {
    id: 'conservative',
    issues: [
      on('taxes', 'low taxes help everyone', 'taxes on the rich should rise', 'freedom'),
      on('immigration', 'immigration needs strict rules', 'new people make a country strong', 'order'),
      on('health care', 'people should pay for their own care', 'the state should pay for health care', 'freedom'),
      on('the climate', 'climate rules cost too many jobs', 'we should act on the climate now', 'work'),
      on('guns', 'people should be free to own guns', 'gun laws should be strict', 'freedom'),
      on('the police', 'the police need more support', 'the police need more control', 'order'),
      on('schools', 'parents should choose the school', 'public schools need more money', 'family'),
      on('the state', 'a small state is best', 'a strong state helps the weak', 'duty'),
    ],
  },
  {
    id: 'altRight',
    issues: [
      on('borders', 'borders should close', 'borders should stay open', 'strength'),
      on('tradition', 'tradition is under attack', 'tradition is safe and can change', 'loyalty'),
      on('the news', 'the news can not be trusted', 'most news is honest', 'truth'),
      on('free speech', 'nobody should limit free speech', 'some limits on speech are fair', 'truth'),
      on('trade', 'we should buy only from our own country', 'trade with others helps everyone', 'pride'),
      on('leaders', 'one strong leader should decide alone', 'power should be shared', 'strength'),
      on('the climate', 'climate talk is a way to control us', 'the climate needs our care', 'freedom'),
      on('schools', 'schools turn the young against their country', 'schools teach the young to think', 'loyalty'),
    ],
  },
  {
    id: 'socialist',
    issues: [
      on('unions', 'unions should have more power', 'unions make work cost more', 'solidarity'),
      on('housing', 'the state should fix all rents', 'the market should set rents', 'justice'),
      on('health care', 'nobody should profit from health care', 'private doctors do good work', 'equality'),
      on('banks', 'the state should own the banks', 'private banks work best', 'justice'),
      on('taxes', 'the rich should lose most of their money', 'people should keep what they earn', 'equality'),
      on('schools', 'private schools should close', 'private schools add choice', 'equality'),
      on('work', 'workers should own the shops and the farms', 'owners should decide about work', 'solidarity'),
      on('trade', 'trade helps only the rich', 'trade with others helps everyone', 'fairness'),
    ],
  },
];
