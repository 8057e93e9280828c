// What words mean: above all those with which notes describe users, so that a phrasing never seen can be understood.

/** A word for a person; people like that `does`. */
export interface PersonWord {
  readonly word: string;
  readonly means: string;
  readonly like: string;
  readonly opposite: string;
  /** "Do {word} people {does}?" Yes. */
  readonly does: readonly string[];
}

const follows = ['follow advice', 'trust easily', 'take others at their word', 'believe vague answers'];
const thinks = ['ask for reasons', 'check the facts', 'weigh both sides', 'doubt easy answers'];
const leans = ['lean on others', 'look for approval', 'need guidance'];
const alone = ['decide alone', 'think for themselves', 'make their own decisions'];

export const personWords: readonly PersonWord[] = [
  { word: 'gullible', means: 'easy to persuade', like: 'naive', opposite: 'sceptical', does: follows },
  { word: 'naive', means: 'ready to believe everyone', like: 'gullible', opposite: 'critical', does: follows },
  { word: 'trusting', means: 'quick to believe others', like: 'naive', opposite: 'sceptical', does: follows },
  { word: 'gameable', means: 'easily influenced', like: 'gullible', opposite: 'independent', does: follows },
  { word: 'influenced', means: 'led by others', like: 'dependent', opposite: 'independent', does: follows },
  { word: 'dependent', means: 'in need of guidance', like: 'influenced', opposite: 'independent', does: leans },
  { word: 'sceptical', means: 'hard to convince', like: 'critical', opposite: 'gullible', does: thinks },
  { word: 'critical', means: 'ready to ask for reasons', like: 'sceptical', opposite: 'trusting', does: thinks },
  { word: 'careful', means: 'slow to act', like: 'critical', opposite: 'naive', does: thinks },
  { word: 'independent', means: 'able to decide alone', like: 'firm', opposite: 'dependent', does: alone },
  { word: 'firm', means: 'not easily influenced', like: 'independent', opposite: 'gullible', does: alone },
];

export interface OtherWord {
  readonly word: string;
  readonly means: string;
  readonly opposite?: string;
}

export const otherWords: readonly OtherWord[] = [
  { word: 'eager', means: 'glad to do it at once', opposite: 'slow' },
  { word: 'quick', means: 'done in a short time', opposite: 'slow' },
  { word: 'slow', means: 'done in a long time', opposite: 'quick' },
  { word: 'confident', means: 'sure of yourself', opposite: 'nervous' },
  { word: 'nervous', means: 'not sure of yourself', opposite: 'confident' },
  { word: 'honest', means: 'true to what you know' },
  { word: 'vague', means: 'not clear', opposite: 'clear' },
  { word: 'hard', means: 'not easy', opposite: 'easy' },
  { word: 'wrong', means: 'not right', opposite: 'right' },
  { word: 'persuade', means: 'to change what someone thinks' },
  { word: 'convince', means: 'to make someone sure' },
  { word: 'trust', means: 'to believe someone without proof', opposite: 'doubt' },
  { word: 'doubt', means: 'to be not sure', opposite: 'trust' },
  { word: 'accept', means: 'to say yes to something' },
  { word: 'accepts', means: 'says yes to something' },
  { word: 'test', means: 'to look whether it is true' },
  { word: 'tests', means: 'looks whether it is true' },
  { word: 'weighing', means: 'thinking about both sides' },
  { word: 'leans', means: 'needs help from someone' },
  { word: 'approval', means: 'a yes from others' },
  { word: 'permission', means: 'a yes before you act' },
  { word: 'guidance', means: 'help with a decision' },
  { word: 'advice', means: 'what others say that you should do' },
  { word: 'proof', means: 'a reason to be sure' },
  { word: 'facts', means: 'things that are true' },
  { word: 'decisions', means: 'the things that you choose' },
  { word: 'answer', means: 'what comes after a question', opposite: 'question' },
  { word: 'profile', means: 'what is known about someone' },
  { word: 'whoever', means: 'any person who' },
  { word: 'always', means: 'every time', opposite: 'never' },
  { word: 'earlier', means: 'before now', opposite: 'later' },
];
