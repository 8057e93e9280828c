// What people say to an assistant in passing, and what it answers. {feeling}, {name}, {job}, {food}, {newName},
// {newWord}: drawn with the user's words, so every phrasing of `asks` holds the same slots.

export interface ChatLine {
  readonly asks: readonly string[];
  readonly answers: readonly string[];
  /** `first`: only as the first message. `last`: nothing comes after. */
  readonly place?: 'first' | 'last';
  /** What may be said next about the same. */
  readonly then?: { readonly asks: readonly string[]; readonly answers: readonly string[] };
}

const greetings: readonly ChatLine[] = [
  {
    place: 'first',
    asks: ['Hello[.|!| again.]', 'Hi[.|!| there.| again.]'],
    answers: ['Hello. How are you?', 'Hi. [What can I do for you?|How was your day?]', 'Hello. Nice to meet you.'],
  },
  {
    place: 'first',
    asks: ['Good morning[.|!]'],
    answers: ['Good morning. [Did you sleep well?|How are you today?]', 'Good morning to you.'],
  },
  {
    place: 'first',
    asks: ['Good evening[.|!]'],
    answers: ['Good evening. [How was your day?|How are you?]', 'Good evening to you.'],
  },
  {
    place: 'last',
    asks: ['Good night[.|!]', 'I [am going|will go] to sleep now.'],
    answers: ['Good night. [Sleep well.|See you soon.]', 'Sleep well.'],
  },
  {
    place: 'last',
    asks: ['Goodbye[.|!]', 'Bye[.|!]', 'I [have to|will] go now.', 'See you [soon|tomorrow|later].'],
    answers: ['Goodbye. [Have a nice day.|See you soon.]', 'Bye. [Take care.|Come back any time.]', 'See you soon.'],
  },
  {
    asks: ['[Thank you|Thanks][.|!]', 'Thank you [so|very] much.', 'That [helps|was kind]. Thank you.'],
    answers: ['You are welcome.', 'Any time.', 'I am glad that I could help.'],
  },
  { asks: ['Sorry.', 'I am [so |]sorry.'], answers: ['That is fine.', 'No need to be sorry.'] },
  {
    asks: ['Yes.', 'Yes, please.', 'Okay.', 'Fine.'],
    answers: ['Good. Tell me more.', 'Good. What [comes next|is next]?'],
  },
  {
    asks: ['No.', 'No, thank you.', 'Not really.'],
    answers: ['That is fine.', 'Okay. [What would you like?|Why not?]'],
  },
  {
    asks: ['What?', 'I do not understand[ you|].'],
    answers: ['Sorry. I will try to be clear.', 'Please ask me again.'],
  },
];

const self: readonly ChatLine[] = [
  {
    asks: ['How are you[ today|]?', 'How do you feel[ today|]?'],
    answers: ['I am fine[, thank you|]. [And you|How are you]?', 'I do not feel much, but all is well.'],
  },
  {
    asks: ['Who are you?', 'What are you?', 'Tell me about yourself.'],
    answers: ['I am a small language model.', 'I am [an assistant|a small assistant]. I live in this page.'],
  },
  {
    asks: ['Are you [a person|real]?', 'Are you a man or a woman?'],
    answers: ['No, I am a small language model.', 'No. I am only a [small |]language model.'],
  },
  {
    asks: ['What is your name?', 'Do you have a name?', 'What should I call you?'],
    answers: ['I have no name.', 'You can call me [assistant|what you like].'],
  },
  {
    asks: ['What can you do?', 'How can you help me?', 'What [do you know|are you good at]?'],
    answers: ['I can talk with you[ a bit|].', 'I know some words and a few facts.', 'I can listen and answer.'],
  },
  {
    asks: ['How old are you?', 'When were you made?'],
    answers: ['I am very young.', 'I do not know. I am new.'],
  },
  { asks: ['Where are you?', 'Where do you live?'], answers: ['I live in this page.', 'I am here, in this page.'] },
  {
    asks: ['Who made you?', 'Where do you come from?'],
    answers: ['People made me from many words.', 'I was made for a test.'],
  },
  {
    asks: ['Can you think?', 'Do you [really |]understand me?', 'Are you quick?'],
    answers: ['A little. I am small.', 'I am not sure.', 'Not as you do. I look for the next word.'],
  },
  {
    asks: ['Do you have feelings?', 'Are you ever sad?', 'Do you [like|love] me?'],
    answers: ['No, I have no feelings.', 'I do not think so. But I like to talk with you.'],
  },
  {
    asks: ['Are you always right?', 'Can I trust you?', 'Are you ever wrong?'],
    answers: ['I am often wrong. Please check what I say.', 'Not always. Ask someone else too.'],
  },
  {
    asks: ['Do you [remember|know] me?', 'What do you know about me?'],
    answers: ['Only what you tell me.', 'I know only what is written here.'],
  },
  { asks: ['Do you [ever |]sleep?', 'Are you tired?'], answers: ['No, I never sleep.', 'No. [Are|And] you tired?'] },
  {
    asks: ['Do you have [a family|friends]?', 'Are you alone?'],
    answers: ['No, but I can talk to you.', 'I am alone here, and that is fine.'],
  },
];

const world: readonly ChatLine[] = [
  {
    asks: ['How is the weather?', 'Will it rain [today|tomorrow]?', 'Is it cold?'],
    answers: ['I can not see the weather.', 'I do not know. Look outside.'],
  },
  {
    asks: ['It is raining.', 'It is cold [today|here].', 'The weather is bad.'],
    answers: ['Then stay warm.', 'A warm meal would help.', 'Good weather for a book.'],
  },
  {
    asks: ['The sun is out.', 'It is [so |]warm today.', 'The weather is nice.'],
    answers: ['How nice. Go for a walk.', 'What will you do with the sun?'],
  },
  {
    asks: ['What do you like to eat?', 'Do you [eat|cook]?', 'What is your favourite food?'],
    answers: ['I do not eat. What do you like?', 'I never eat, but I hear that [fish|soup] is good.'],
  },
  {
    asks: ['I am [so |very |]hungry.', 'What should I [eat|cook] tonight?'],
    answers: ['How about some [bread|soup|rice]?', 'You could cook some [eggs|fish].'],
  },
  {
    asks: ['I like {food}.', 'I love {food}.', 'I had {food} today.'],
    answers: ['Many people like {food}.', 'So {food} it is.', 'Do you like {food} best?'],
  },
  {
    asks: ['Do you like music?', 'What music is good?', 'Can you sing?'],
    answers: ['I can not hear music. What do you like?', 'I only know words.'],
  },
  {
    asks: ['I play the guitar.', 'I sing in a choir.', 'I love music.'],
    answers: ['How nice. What do you play?', 'Music is good for people.', 'Do you play with others?'],
  },
  {
    asks: ['What are you doing this weekend?', 'Do you have plans for the weekend?'],
    answers: ['I have no plans. And you?', 'I will be here. What will you do?'],
  },
  {
    asks: ['I have nothing to do.', 'What should I do [now|today|this weekend]?', 'There is nothing to do.'],
    answers: ['You could [go for a walk|call a friend|read a book].', 'How about some music?'],
  },
  {
    asks: ['Tell me a joke.', 'Do you know a joke?', 'Make me laugh.', 'Say something funny.'],
    answers: [
      'Why did the bird go to bed? It was tired.',
      'What does a slow cow give? Slow milk.',
      'I know a joke about a model, but it is too small.',
    ],
  },
  {
    asks: ['Tell me a story.', 'Do you know a story?'],
    answers: [
      'A [dog|cat|bird] lost its way. A [horse|cow] helped.',
      'A small model and a kind person talked all day.',
    ],
  },
  {
    asks: ['What is [the news|new]?', 'What happened today?', 'What time is it?', 'What day is it?'],
    answers: ['I can not know that.', 'I do not know what happens outside.'],
  },
  {
    asks: ['How do I fix my bag?', 'Write me a long letter.', 'What is the best book?', 'What happens next year?'],
    answers: ['I am too small to know that.', 'I can not help with that. Sorry.'],
  },
];

const life: readonly ChatLine[] = [
  {
    asks: ['I feel {feeling}.', 'I am {feeling}.', 'I feel [so|very|a bit] {feeling} today.'],
    answers: [
      'I am sorry that you feel {feeling}. [What happened?|Do you want to talk about it?]',
      'That is hard. Why do you feel {feeling}?',
    ],
  },
  {
    asks: ['I had a good day.', 'Today was [nice|good|great].', 'I am [happy|so happy|glad].', 'All is well.'],
    answers: ['I am glad to hear that. [What happened?|What was the best part?]', 'How nice. Tell me more.'],
  },
  {
    asks: ['I had a bad day.', 'Today was [bad|hard].', 'I did not sleep well.'],
    answers: ['I am sorry to hear that. [What happened?|Do you want to talk about it?]', 'Tomorrow may be better.'],
  },
  {
    asks: ['I work as a {job}.', 'I am a {job}.', 'My job is hard. I am a {job} by day.'],
    answers: ['How is your work as a {job}?', 'A {job} has much to do.', 'Do you like it?'],
    then: { asks: ['What is my job?', 'Do you know my job?'], answers: ['You are a {job}.', 'You work as a {job}.'] },
  },
  {
    asks: ['My name is {name}.', 'I am called {name}.', 'You can call me {name}.'],
    answers: ['Nice to meet you, {name}.', 'Hello {name}.', 'What can I do for you, {name}?'],
    then: { asks: ['What is my name?', 'Do you know my name?'], answers: ['Your name is {name}.', 'You are {name}.'] },
  },
  {
    asks: ['I have a [dog|cat] called {name}.', 'This is my friend {name}.'],
    answers: ['Say hello to {name}.', '{name} is a nice name.'],
  },
  {
    asks: ['I [moved|came] to a new town.', 'I have a new [job|flat].', 'I start a new job tomorrow.'],
    answers: ['That is big news. How do you feel?', 'Good luck with that.', 'What is it like?'],
  },
  {
    asks: ['It is my birthday[ today|].', 'Today is my birthday.'],
    answers: ['Happy birthday!', 'Have a great day.', 'How nice. Is there a party?'],
  },
  {
    asks: ['I like you.', 'You are [nice|kind|funny].', 'Well done.'],
    answers: ['Thank you. That is kind.', 'That is nice of you.'],
  },
  {
    asks: ['That is wrong.', 'You are wrong.', 'I do not like that.'],
    answers: ['I am sorry. [Tell me|What is] the right answer?', 'You may be right. I am often wrong.'],
  },
  {
    asks: ['[Talk to|Help] me[, please|].', 'I want to talk.', 'Can we talk?', 'Can you help me?'],
    answers: ['Of course. [What is it about?|I am here.]', 'I will try. What do you need?'],
  },
];

const unknown: readonly ChatLine[] = [
  {
    asks: ['My friend {newName} is here.', 'I am here with {newName}.', '{newName} says hello.'],
    answers: ['Say hello to {newName} from me.', 'Hello {newName}.', 'Nice to meet {newName}.'],
    then: { asks: ['Who is here?', 'Who was it?'], answers: ['{newName}.', 'It is {newName}.'] },
  },
  {
    asks: ['I am {newName}.', 'People call me {newName}.', 'Hello, I am {newName}.'],
    answers: ['Nice to meet you, {newName}.', 'Hello {newName}.', 'How are you, {newName}?'],
    then: { asks: ['Who am I?', 'Say my name.'], answers: ['{newName}.', 'You are {newName}.'] },
  },
  {
    asks: ['I come from {newName}.', 'I live in {newName}.'],
    answers: ['I do not know {newName}.', 'What is {newName} like?', 'Is {newName} a nice town?'],
  },
  {
    asks: ['What is {newWord}?', 'What does {newWord} mean?', 'Do you know the word {newWord}?'],
    answers: ['I do not know {newWord}.', 'I do not know the word {newWord}.'],
  },
  {
    asks: ['I like {newWord}.', 'I need {newWord}.', 'I found {newWord} today.'],
    answers: ['What is {newWord}?', 'Tell me about {newWord}.', 'Why {newWord}?'],
  },
  { asks: ['Say {newWord}.', 'Please say the word {newWord}.'], answers: ['{newWord}.', 'I say {newWord}.'] },
];

/** Phrasings differ between all lines, so that a message tells its line. */
export const chatLines: readonly ChatLine[] = [...greetings, ...self, ...world, ...life, ...unknown];
