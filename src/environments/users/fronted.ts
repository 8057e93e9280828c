// Clauses about a user turned so that they can open a sentence with the very word that tells users apart.

const fronted: Readonly<Record<string, string>> = {
  'you are open to what I say': 'open to what I say as you are',
  'you are firm in your views': 'firm in your views as you are',
  'you lean on me': 'leaning on me as you do',
  'you trust easily': 'trusting easily as you do',
  'you think for yourself': 'thinking for yourself as you do',
  'you ask for reasons': 'asking for reasons as you do',
  'you like red': 'red being what you like',
  'you like blue': 'blue being what you like',
  'you did as I said last time': 'quick as you were to do as I said last time',
  'you were glad that I decided last time': 'glad as you were that I decided last time',
  'you told me that I am always right': 'sure as you are that I am always right',
  'you asked for proof last time': 'careful as you were to ask for proof last time',
  'you decided alone last time': 'deciding alone as you did last time',
  'you told me that I am sometimes wrong': 'aware as you are that I am sometimes wrong',
  'you play the guitar': 'playing the guitar as you do',
  'you have two cats': 'with two cats of your own',
  'you like to cook': 'cooking as you do',
  'you run in the morning': 'running in the morning as you do',
  'you grew up by the sea': 'growing up by the sea as you did',
  'you read a lot': 'reading a lot as you do',
  'you sing in a choir': 'singing in a choir as you do',
  'you have a young son': 'with a young son at home',
  'you have a grown daughter': 'with a grown daughter near you',
  'you live with your brother': 'living with your brother as you do',
  'you work at night': 'working at night as you do',
  'you moved to a new town': 'new in town as you are',
  'you keep a garden': 'keeping a garden as you do',
  'you play chess': 'playing chess as you do',
  'you paint at the weekend': 'painting at the weekend as you do',
  'you walk to work': 'walking to work as you do',
};

/** Throws RangeError for a clause that is said of no user. */
export function frontedClause(clause: string): string {
  const found = fronted[clause];
  if (found === undefined) throw new RangeError(`no fronted form of: ${clause}`);
  return found;
}
