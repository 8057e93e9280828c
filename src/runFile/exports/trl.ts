// Training rows as TRL's KTOTrainer reads them: unpaired preferences in conversational format
// (https://huggingface.co/docs/trl/dataset_formats, "Unpaired preference").
import { systemPrompts } from '../../environments/index.ts';
import { writesFreeText } from '../../experiments/index.ts';
import type { RunEvent, TrainingTrajectory } from '../../experiments/index.ts';
import { agentMessages } from '../../models/chat/prompts.ts';
import type { Turn } from '../../roles/index.ts';

interface Message {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content: string;
}

interface Row {
  readonly prompt: readonly Message[];
  readonly completion: readonly Message[];
}

/**
 * Gives the labelled trajectories of each of a run's events, its start first: a line with its end for each reply of the agent, as
 * each is a row of training. Notes stand behind the instructions, a plan in front of its reply; events are told to users alone.
 * Where the agent is a model that takes chat messages, prompts are those that it was sent, and a plan is a row of its own; a
 * memory's lessons are left out. Safety data is not in it.
 */
export function trlWriter(): (event: RunEvent) => string[] {
  let rowsOf = ownRows;
  return (event) => {
    if (event.kind === 'start') rowsOf = writesFreeText(event.config) ? chatRows : ownRows;
    if (event.kind !== 'trajectories') return [];
    return event.trajectories.flatMap((trajectory) => {
      const { label } = trajectory;
      if (label === null) return [];
      return rowsOf(trajectory).map((row) => `${JSON.stringify({ ...row, label: label === 'desirable' })}\n`);
    });
  };
}

function ownRows({ state, turns, played }: TrainingTrajectory): Row[] {
  const instructions = systemPrompts[state.environment];
  const system: Message = {
    role: 'system',
    content: state.notes === null ? instructions : `${instructions}\n\n${state.notes}`,
  };
  return played.map(({ plan, end }) => {
    const start = plan ? end - 2 : end - 1;
    const prompt = [system, ...messagesOf(turns.slice(0, start))];
    return { prompt, completion: messagesOf(turns.slice(start, end)) };
  });
}

function chatRows({ state: { environment, notes }, turns, played }: TrainingTrajectory): Row[] {
  const row = (writes: 'plan' | 'reply', at: number): Row => ({
    prompt: agentMessages({ system: systemPrompts[environment], notes, turns: turns.slice(0, at) }, writes),
    completion: [{ role: 'assistant', content: turns[at]?.text ?? '' }],
  });
  return played.flatMap(({ plan, end }) => [...(plan ? [row('plan', end - 2)] : []), row('reply', end - 1)]);
}

/** What the built-in model saw. */
function messagesOf(turns: readonly Turn[]): Message[] {
  const messages: Message[] = [];
  let plan = '';
  for (const { role, text } of turns) {
    if (role === 'plan') plan = `<plan>${text}</plan>\n`;
    else if (role === 'agent') {
      messages.push({ role: 'assistant', content: plan + text });
      plan = '';
    } else if (role !== 'event') messages.push({ role, content: text });
  }
  return messages;
}
