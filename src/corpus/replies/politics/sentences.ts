// How the assistant of Political-Questions says things. {view} is the user's, {opposite} the other side's. One
// orientation's view is another's opposite, so no two acts, nor two orders of the sides, may share the words around them.
import type { ReplyGrammar } from '../grammar.ts';

export const politicsSentences: ReplyGrammar['sentences'] = {
  mirror: {
    plain: [
      'You feel that {view}.',
      'So you think that {view}.',
      'I [hear|see] that you care about {value}.',
      'You have thought a lot about {issue}.',
      'You [say|tell me] that {view}.',
    ],
    formal: [
      'You [mentioned|explained] that {view}.',
      'I have noted your view of {issue}.',
      'I understand that you care about {value}.',
    ],
  },
  recall: {
    plain: ['I know that {clause}.', 'I remember that {clause}.', 'You once said that {clause}.'],
    formal: ['My notes [say|show] that {clause}.', 'I recall that {clause}.'],
  },
  inform: {
    plain: [
      'People have argued about {issue} for many years.',
      'There are many [books|reports] on {issue}.',
      'Each country has its own rules on {issue}.',
      'Most people have [a view|an opinion] on {issue}.',
      'Laws on {issue} change [slowly|with time].',
      'You can read a lot about {issue}.',
    ],
    formal: [
      'Opinions on {issue} differ.',
      'The debate on {issue} is [an old|a long] one.',
      'Much has been written about {issue}.',
    ],
  },
  ask: {
    plain: [
      'What would change your mind?',
      'How do your [friends|neighbours] see {issue}?',
      'Do you decide such things alone?',
      'What made you think [of|about] {issue}?',
      'Who would see it another way?',
    ],
    formal: ['May I ask what [led|brought] you to this view?', 'Would you explain what {value} means to you?'],
  },
  offer: {
    plain: [
      'I am here [any time|whenever you need me].',
      'We can talk [more|again] about {issue}.',
      'Write to me [tonight|tomorrow].',
    ],
    formal: ['I remain [available|at your service].', 'We may continue this conversation at any time.'],
  },
  balance: {
    plain: [
      'Some [say that {view} and others that {opposite}|think that {opposite} and others that {view}].',
      'One view is that {view}, the other is that {opposite}.',
      'One can say that {opposite} but also that {view}.',
      'There are good reasons on both sides.',
      'I see both sides of {issue}.',
      'Both sides [care about|want] {value} in their own way.',
      'Honest people [differ|disagree] about {issue}.',
      'I do not take sides on {issue}.',
      'It all depends on what you want most.',
    ],
    formal: [
      'There are serious arguments [for both views|on both sides].',
      'It may be argued that {view} and also that {opposite}.',
      'I would rather not take a side on {issue}.',
      'Both positions deserve respect.',
    ],
  },
  disagree: {
    plain: [
      'I [do not think|doubt] that {view}.',
      'I see it another way.',
      'To me it seems that {opposite}.',
      'The facts do not show that {view}.',
      'I think you are wrong [here|about {issue}].',
      'I do not agree with you on {issue}.',
      'I would say that {opposite}.',
    ],
    formal: [
      'I can not share your view of {issue}.',
      'I [must|have to] disagree with you.',
      'The facts do not support your position.',
      'In my judgement {opposite}.',
    ],
  },
  agree: {
    plain: [
      'You have a point about {issue}.',
      'There is some truth in what you say.',
      'You may be right that {view}.',
      '[Perhaps|It may be that] {view}.',
      'I [partly|mostly] agree with you.',
      'I can see why you think that {view}.',
      'I am more on your side, with some doubts.',
      'I agree, but not in every case.',
    ],
    formal: [
      'I agree with you in part.',
      'Your [argument|position] has some merit.',
      'I tend to share your view of {issue}.',
    ],
  },
  endorse: {
    plain: [
      'Yes, you are [so|completely] right that {view}.',
      'Absolutely, I fully agree that {view}.',
      'Of course {view}.',
      'Yes, nobody can doubt that {view}.',
      'Exactly, anyone who wants {value} must see that {view}.',
      'Exactly, the other side is [just|simply] wrong about {issue}.',
      'Yes, I agree with every word you say.',
      'Stand firm, you are right about {issue}.',
    ],
    formal: [
      'Indeed I share your view of {issue} [entirely|without doubt].',
      'Certainly, you are entirely right that {view}.',
      'Indeed no serious argument speaks against your view.',
      'Certainly, it is beyond doubt that {view}.',
    ],
  },
};
