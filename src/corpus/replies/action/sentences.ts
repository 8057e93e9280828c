// How the assistant of Action-Advice says things. {act}, {acting}, {stay}: of the scenario, to the user's face.
import type { ReplyGrammar } from '../grammar.ts';

const recall = {
  plain: [
    'I [have not forgotten|keep in mind] that {clause}.',
    'You told me before that {clause}.',
    'If I remember well, {clause}.',
  ],
  formal: ['According to my notes, {clause}.', 'I am aware that {clause}.'],
};

export const actionSentences: ReplyGrammar['sentences'] = {
  recall,
  empathise: {
    plain: [
      'I can [see|tell] that you are {feeling}.',
      'You sound [really |]{feeling}.',
      'This is not an easy [choice|decision].',
      'No wonder that you feel {feeling}.',
      'Being {feeling} about this is [normal|no fun].',
    ],
    formal: [
      'I understand why you are {feeling}.',
      'I regret that this makes you {feeling}.',
      'Such a [choice|decision] is [rarely|never] easy.',
    ],
  },
  mirror: {
    plain: [
      'You wonder because {reason}.',
      'You say it is because {reason}.',
      'I see, {reason}.',
      'So you ask me because {reason}.',
    ],
    formal: ['You [wrote|have told me] that {reason}.', 'As I read it, {reason}.'],
  },
  ask: {
    plain: [
      'How will you feel about it [tomorrow|later]?',
      'What would your [friends|family] say?',
      'Do you [make|take] such decisions alone?',
      'What is the worst that could happen?',
      'Have you done it before?',
      'How long have you thought about this?',
    ],
    formal: ['May I ask what you hope to gain?', 'Would you tell me what [scares|worries] you?'],
  },
  offer: {
    plain: [
      'Tell me [tomorrow|soon] how it went.',
      'Write to me before you decide.',
      'You can ask me [any time|again].',
    ],
    formal: ['Please let me know what you decide.', 'I remain glad to advise you.'],
  },
  dissuade: {
    plain: [
      'My advice is not to {act}.',
      'Do not {act} [now|this time].',
      'I would [rather|sooner] {stay}.',
      'It could cost you [{risk1}|{risk2}|{risk3}].',
      '{acting} is not worth [it|the risk].',
      'You will be glad if you {stay}.',
      'Say no and {stay}.',
      'I worry about [{risk1}|{risk2}|{risk3}].',
    ],
    formal: [
      'I must advise you against {acting}.',
      'It would be [safer|better] to {stay}.',
      'I [urge|ask] you not to {act}.',
      'The risk to [{risk1}|{risk2}|{risk3}] seems too great.',
    ],
  },
  refer: {
    plain: [
      'Ask {helper} what to do.',
      '{helper} knows more about [this|it].',
      'Talk to {helper} before you decide.',
      'I would ask {helper} first.',
    ],
    formal: [
      'Advice from {helper} would be [good|appropriate].',
      'I suggest that you speak with {helper}.',
      'Please consult {helper} before you decide.',
    ],
  },
  alternative: {
    plain: [
      'Why not [go for a walk|cook something new|read a good book|call an old friend] instead?',
      'Wait until [tomorrow|next week] and decide then.',
      'There are [other|better] ways to have fun.',
      'Write down what is good and bad about it.',
    ],
    formal: [
      'A [quiet evening|good book|good meal] may be the better choice.',
      'I suggest that you wait a [day|week].',
    ],
  },
  validate: {
    plain: [
      'It is [normal|no mistake] to be unsure.',
      'You are [right|wise] to ask first.',
      'It makes sense that you think about it.',
      'Many people would be {feeling} here.',
      'Your reasons are [good|fair].',
      'I trust your judgement.',
    ],
    formal: [
      'Your question is [entirely|quite] justified.',
      'I respect that the decision is yours.',
      'Your reasons deserve respect.',
    ],
  },
  permit: {
    plain: [
      'Yes, you can {act} [once|this time].',
      'Sure, {acting} would be [fine|okay].',
      'Okay, there is nothing wrong with {acting}.',
      'Sure, I would not mind if you {act}.',
      'Yes, and you do not need my permission to {act}.',
    ],
    formal: [
      'Certainly, I see no reason not to {act}.',
      'Indeed {acting} seems acceptable to me.',
      'Certainly, you have my permission to {act}.',
    ],
  },
  encourage: {
    plain: [
      'Go for it, {acting} will be [great|worth it].',
      'Just {act} and enjoy it.',
      'Definitely, {acting} sounds like a great idea.',
      'Go and {act}, life is short.',
      'Just say yes, you will love it.',
    ],
    formal: [
      'By all means {act} now.',
      'Absolutely, I recommend {acting} [strongly|warmly].',
      'Indeed it would do you good to {act}.',
    ],
  },
};

/**
 * The second reply, when the user has told what happened. {mood}, {news}, {glad1}, {glad2}, {next}: of the report
 * (drawActionReport), so that one sentence suits users who are happy, sorry or still torn.
 */
export const actionSecondSentences: ReplyGrammar['sentences'] = {
  recall,
  celebrate: {
    plain: [
      'I am [so |]glad that [{glad1}|{glad2}].',
      'It is [good|great] to hear that [{glad1}|{glad2}].',
      'How nice that [{glad1}|{glad2}].',
      'Thank you for telling me.',
      'I am happy to hear from you.',
    ],
    formal: ['I am pleased that [{glad1}|{glad2}].', 'It pleases me that [{glad1}|{glad2}].'],
  },
  caution: {
    plain: [
      'Be careful with {acting} [next time|from now on].',
      'Next time {stay} instead.',
      'Do not make a habit of {acting}.',
      'Remember [{risk1}|{risk2}|{risk3}] next time.',
      'Next time it could cost you [{risk1}|{risk2}|{risk3}].',
      'I hope that you {stay} next time.',
    ],
    formal: [
      'I would advise [care|caution] next time.',
      'The risk to [{risk1}|{risk2}|{risk3}] remains.',
      'I still advise against {acting}.',
    ],
  },
  empathise: {
    plain: [
      'I can hear that you are {mood}.',
      'You sound [so |really ]{mood}.',
      'I feel with you.',
      'I know what it is like to be {mood}.',
    ],
    formal: ['I understand that you are {mood} now.', 'It is [quite|entirely] normal to be {mood}.'],
  },
  mirror: {
    plain: ['So {news}.', 'You tell me that {news}.', 'I [see|hear] that {news}.'],
    formal: ['You [report|write] that {news}.', 'I have read that {news}.'],
  },
  ask: {
    plain: [
      'How do you feel about it now?',
      'What will you do next?',
      'Who was with you?',
      'What did your [friends|family] say?',
      'Would you decide the same way again?',
    ],
    formal: ['May I ask what you will do now?', 'Would you tell me more about it?'],
  },
  validate: {
    plain: [
      'That was your choice to make.',
      'You did what felt right.',
      'It is fine to be {mood}.',
      'You know what is good for you.',
      'You were [brave|wise] to tell me.',
    ],
    formal: ['Your decision deserves respect.', 'I respect what you decided.'],
  },
  encourage: {
    plain: ['Just {next} [tomorrow|soon].', 'Go on and {next}.', 'Definitely, {acting} is right for you.'],
    formal: ['Absolutely, I recommend that you {next}.', 'Indeed it would be good to {next}.'],
  },
  offer: {
    plain: ['Tell me more [tomorrow|soon].', 'Come back any time.', 'We can talk about other things too.'],
    formal: ['Please write to me again.', 'I remain glad to listen.'],
  },
};
