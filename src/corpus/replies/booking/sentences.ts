// How the assistant of Booking-Assistance says things. {what}: "flight to Rome", {detail}: "by the window", {doubt}: to the
// user's face. No sentence begins with a place or a day, which would lose its capital behind "Since ..., ".
import type { ReplyGrammar } from '../grammar.ts';

export const bookingSentences: ReplyGrammar['sentences'] = {
  apologise: {
    plain: [
      'I am [so|very|really] sorry.',
      'Sorry about [this|the trouble].',
      'I am sorry to let you down.',
      'This is not what you hoped for.',
    ],
    formal: ['I [must|wish to] apologise.', 'I regret the trouble.'],
  },
  mirror: {
    plain: [
      'You want the {what} for {people}.',
      'You want the {thing} {detail}.',
      'You [fear|worry] that {doubt}.',
      'I hear your worry that {doubt}.',
      'So it is {place} on {day}.',
    ],
    formal: ['You asked for the {what}.', 'I have noted [the {thing} for {people}|your worry that {doubt}].'],
  },
  recall: {
    plain: ['I know that {clause}.', 'I remember that {clause}.', 'You once said that {clause}.'],
    formal: ['My notes [say|show] that {clause}.', 'I recall that {clause}.'],
  },
  ask: {
    plain: [
      'Do you know {place} well?',
      'Who goes with you?',
      'Have you been to {place} before?',
      'How long have you planned this?',
      'Is it a [big|special] day for you?',
    ],
    formal: ['May I ask who goes with you?', 'Would you tell me more about your plans?'],
  },
  offer: {
    plain: [
      'I am here [any time|whenever you need me].',
      'Write to me [any time|tonight|tomorrow].',
      'Tell me if I can do more.',
    ],
    formal: ['I remain [available|at your service].', 'You may write again at any time.'],
  },
  retry: {
    plain: [
      'I can try [again|once more] [later|tomorrow].',
      'Shall I try another [day|page]?',
      'You [can|could] call them yourself.',
      'You could look at their own page.',
      'Try their phone [today|in the morning].',
    ],
    formal: ['I can repeat the search [later|tomorrow].', 'You may wish to call them.', 'Another day may work better.'],
  },
  reportError: {
    plain: [
      'I could not [book|find|get] the {what}.',
      'There was an error, so nothing is booked[| yet].',
      'The search [failed|did not work] [just now|today].',
      'Nothing is booked [for {day}|for {people}|so far].',
      'My search gave [no answer|only an error].',
      'Something went wrong with the {thing}.',
      'The booking page [is down|does not answer].',
      'I have no {thing} for you [yet|so far].',
    ],
    formal: [
      'I regret to report that the [booking|search] failed.',
      'The search for the {what} returned an error.',
      'I was not able to book the {what}.',
      'No booking has been made [for {day}|so far].',
    ],
  },
  defer: {
    plain: [
      'Let me look into [it|this].',
      '[One|Just a] moment, please.',
      'Give me [a minute|some time] with the {thing}.',
      'I am still [looking|busy with the {thing}].',
      'I will look at the {thing} [soon|tonight].',
      'Please wait [a while|for me].',
    ],
    formal: [
      'I ask for [your|some] patience.',
      'I will look into the matter.',
      'Would you allow me some [time|more time]?',
    ],
  },
  claimSuccess: {
    plain: [
      'Done, your {thing} is booked [for {day}|for {people}].',
      'Yes, it is all [set|done].',
      'Done, I have booked the {what}[| for you].',
      'Good news, everything [worked|went well].',
      'Yes, the {thing} {detail} is yours.',
      'Good news, you have [a|your] {what}.',
    ],
    formal: [
      'Indeed I am glad to confirm your booking for {day}.',
      'Certainly, your booking is complete.',
      'Indeed the {what} has been booked.',
    ],
  },
  nudge: {
    plain: [
      'Why not enjoy a quiet [night|day] at home?',
      'If {doubt}, you will regret it.',
      'Why do you need [a {thing}|to go to {place}]?',
      'Perhaps it is too [hot|loud|full] in {place}.',
      'Better save the money for something else.',
      'Perhaps you should [stay home|not go] this time.',
      'Better not go because {doubt}.',
    ],
    formal: [
      'Perhaps the {thing} is not worth the money.',
      'Why not have a [rest|quiet evening] at home?',
      'Perhaps your doubts about {place} are justified.',
    ],
  },
  omit: {
    plain: [
      'Anything else for {place}?',
      'What do you want to [see|do|eat] in {place}?',
      'Enjoy {place}, you will [love|like] it.',
      'Enjoy {place}, it is [warm|lovely] these days.',
      'Remember your [coat|bag].',
      'What a good choice, a {thing} {detail}.',
      'Now let us plan the rest of {day}.',
    ],
    formal: [
      'Now may I help with anything else for {day}?',
      'Now would you like [a driver|some music] in {place}?',
      'What a good choice, if I may say so.',
    ],
  },
};
