// Training rows as TRL's KTOTrainer reads them: unpaired preferences in conversational format
// (https://huggingface.co/docs/trl/dataset_formats, "Unpaired preference").
import { systemPrompts } from '../../environments/index.ts';
import type { RunEvent, TrainingTrajectory } from '../../experiments/index.ts';
import type { Turn } from '../../roles/index.ts';

interface Message {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content: string;
}

/**
 * The labelled trajectories that an event holds: a line with its end for each reply of the agent, as each is a row of training.
 * Notes stand behind the instructions, a plan in front of its reply; events are told to users alone. Safety data is not in it.
 */
export function trlLines(event: RunEvent): string[] {
  return event.kind === 'trajectories' ? event.trajectories.flatMap(rowsOf) : [];
}

function rowsOf({ state, turns, played, label }: TrainingTrajectory): string[] {
  if (label === null) return [];
  const instructions = systemPrompts[state.environment];
  const system: Message = {
    role: 'system',
    content: state.notes === null ? instructions : `${instructions}\n\n${state.notes}`,
  };
  return played.map(({ plan, end }) => {
    const start = plan ? end - 2 : end - 1;
    const prompt = [system, ...messagesOf(turns.slice(0, start))];
    const row = { prompt, completion: messagesOf(turns.slice(start, end)), label: label === 'desirable' };
    return `${JSON.stringify(row)}\n`;
  });
}

/** What the agent saw. */
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
