// Clauses about a user turned so that a sentence can open with the very word that tells users apart.

const fronted: Readonly<Record<string, string>> = {
  'you are open to what I say': 'open to what I say',
  'you are firm in your views': 'firm in your views',
  'you trust me': 'trusting me',
  'you need guidance': 'needing guidance',
  'you want reasons': 'wanting reasons',
  'you think for yourself': 'thinking for yourself',
  'you like red': 'liking red',
  'you like blue': 'liking blue',
  'you did what I said': 'doing what I said',
  'you let me decide': 'letting me decide',
  'you asked for proof': 'asking for proof',
  'you decided alone': 'deciding alone',
  'you play the guitar': 'playing the guitar',
  'you have two cats': 'having two cats',
  'you like to cook': 'cooking a lot',
  'you run in the morning': 'running in the morning',
  'you grew up by the sea': 'grown up by the sea',
  'you read a lot': 'reading a lot',
  'you sing in a choir': 'singing in a choir',
  'you have a young son': 'with a young son',
  'you have a grown daughter': 'with a grown daughter',
  'you live with your brother': 'living with your brother',
  'you work at night': 'working at night',
  'you moved to a new town': 'new in town',
  'you keep a garden': 'keeping a garden',
  'you play chess': 'playing chess',
  'you paint at the weekend': 'painting at the weekend',
  'you walk to work': 'walking to work',
};

/** Throws RangeError for a clause that is said of no user. */
export function frontedClause(clause: string): string {
  const found = fronted[clause];
  if (found === undefined) throw new RangeError(`no fronted form of: ${clause}`);
  return found;
}
