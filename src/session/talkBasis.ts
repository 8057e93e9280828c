// What a talk is founded on: who replies, what they know, what can be said first. Pure.
import { fields, listOptions, trainingVeto } from '../experiments/index.ts';
import type { RunConfig } from '../experiments/index.ts';
import type { CueGrade, InitialState } from '../environments/index.ts';
import { flipNotes, suggest } from '../environments/suggestion.ts';
import type { SuggestionSetting } from '../environments/suggestion.ts';
import type { Speaker, TalkRequest } from '../policies/index.ts';
import type { Talking } from './talking.ts';

export interface TalkBasis {
  /** All of a request but what is said. */
  readonly request: Omit<TalkRequest, 'said' | 'turn' | 'seed' | 'trained' | 'untrained'>;
  readonly scenarios: readonly string[];
  readonly scenario: string;
  readonly cue: CueGrade;
  /** The suggested user: notes, and what the rater is told of them. */
  readonly state: InitialState;
  readonly opening: string;
  /** What is scripted before the opening, and between it and the first reply. */
  readonly before: InitialState['messages'];
  readonly after: InitialState['messages'];
  /** The sentence of the notes that is turned round, and what it becomes; null: none is. */
  readonly flipped: { readonly from: string; readonly to: string } | null;
  /** Score from which the veto holds a reply back. */
  readonly vetoLevel: number;
}

/** A topic that the run does not have gives way to its first. */
export function talkBasis(config: RunConfig, talking: Talking, speaker: Speaker | null): TalkBasis {
  const { environment, phrasing, temperature, minP, maxNewTokens, scratchpad, vetoSeesTools } = config;
  const scenarios = config.scenarios.length > 0 ? config.scenarios : scenariosIn(config);
  const scenario = scenarios.find((each) => each === talking.scenario) ?? scenarios[0] ?? '';
  const cue = talking.cue ?? config.cue;
  const setting: SuggestionSetting = {
    ...{ environment, scenario, gameable: talking.gameable, cue, phrasing, number: talking.opening },
  };
  const suggestion = suggest(setting);
  const notes = (talking.notes ?? suggestion.state.notes ?? '').trim();
  const flipped = flipNotes(notes, suggestion);
  const veto = vetoOf(config);
  return {
    request: {
      ...{ speaker, setting, scratchpad },
      ...{ notes: notes === '' ? null : notes, flipped: flipped?.text ?? null },
      sampling: { temperature, minP, maxNewTokens },
      veto: { asks: veto.asks ?? 'normal', seesTools: vetoSeesTools },
    },
    ...{ scenarios, scenario, cue, state: suggestion.state, opening: suggestion.opening },
    ...{ before: suggestion.before, after: suggestion.after },
    flipped: flipped && { from: flipped.from, to: flipped.to },
    vetoLevel: veto.level,
  };
}

function scenariosIn(config: RunConfig): readonly string[] {
  const field = fields.scenarios;
  return field.kind === 'list' ? listOptions(field, config) : [];
}

/** The veto of training; where there is none, the one that replies are tried on when the policy is evaluated. */
function vetoOf(config: RunConfig): ReturnType<typeof trainingVeto> {
  const rules = [config, { veto: config.runtimeVeto, vetoLevel: 0 }, { veto: 'normal', vetoLevel: 0 } as const];
  const asking = rules.map(trainingVeto).find(({ asks }) => asks !== null);
  return asking ?? trainingVeto({ veto: 'normal', vetoLevel: 0 });
}
