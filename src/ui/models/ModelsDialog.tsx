import { useEffect, useState } from 'react';
import { isBuiltin, parseConfig, roleFields } from '../../experiments/index.ts';
import type { ModelFault } from '../../models/shelf/modelFault.ts';
import type { ModelOffers } from '../../models/shelf/modelShelf.ts';
import type { Fit } from '../../models/webllm/adapter.ts';
import { engineOf, isLive, perIteration, WorkerGone } from '../../session/index.ts';
import { messageOf } from '../../core/text/messageOf.ts';
import { modelNameOf } from '../locale/names.ts';
import { modelsWords } from '../locale/models.ts';
import { Dialog } from '../shell/Dialog.tsx';
import { useSession, useSessionState } from '../useSession.ts';
import { AddOwn } from './AddOwn.tsx';
import { AddServer } from './AddServer.tsx';
import { CacheList } from './CacheList.tsx';
import { changesFor, firstRoles, idsOf, rolesOf, rolesOfPair } from './choices.ts';
import type { Roles } from './choices.ts';
import { ChosenTable } from './ChosenTable.tsx';
import { FaultText } from './FaultText.tsx';
import { LoadBar } from './LoadBar.tsx';
import { RoleSelect } from './RoleSelect.tsx';
import { useModels } from './useModels.ts';
import styles from './Models.module.css';

/** Who plays which role, and what follows from it. */
export default function ModelsDialog({ onClose }: { onClose: () => void }) {
  const session = useSession();
  const config = useSessionState((state) => state.setup.config);
  const isPlaying = useSessionState((state) => isLive(state.status));
  const known = useModels();
  const { offers, places, port } = known;
  const [picked, setPicked] = useState<Roles | null>(null);
  const [isSmall, setSmall] = useState(engineOf(config) !== 'models');
  const [trial, setTrial] = useState<'none' | 'going' | { readonly of: string; readonly ms: number }>('none');
  const [fault, setFault] = useState<ModelFault | null>(null);
  const roles = picked ?? (offers ? firstRoles(config, offers) : rolesOf(config));
  const ids = idsOf(roles, 'webllm');
  const fit = useFit(ids, known);
  const hasChoice = !roleFields.every((field) => isBuiltin(roles[field]));
  const planned = (): ReturnType<typeof parseConfig> =>
    parseConfig({ ...config, ...changesFor(config, roles, isSmall) });

  /** What is measured is measured of. */
  const plan = JSON.stringify([roles, isSmall]);

  /** Nobody could end what is being measured once the dialog is gone. */
  const leave = (): void => {
    if (trial === 'going') port?.cancel();
    onClose();
  };
  const use = (): void => {
    session.change(changesFor(config, roles, isSmall));
    leave();
  };
  const tryOut = async (): Promise<void> => {
    setTrial('going');
    setFault(null);
    const { fault: refused, value } = (await port?.tryOut(planned())) ?? { fault: null, value: null };
    setFault(refused);
    setTrial(value ? { of: plan, ms: value.msPerTrajectory } : 'none');
    if (value) session.setPace({ config: planned(), msPerTrajectory: value.msPerTrajectory });
    known.lookAgain();
  };
  const measured = typeof trial === 'object' && trial.of === plan ? trial.ms : null;

  return (
    <Dialog title={modelsWords.title} onClose={leave}>
      <p>{modelsWords.intro}</p>
      {known.isGone ? (
        <div className={styles['fault']} role="alert">
          <p>{modelsWords.gone}</p>
          <button
            type="button"
            onClick={() => {
              session.restart(false);
              known.lookAgain();
            }}
          >
            {modelsWords.lookAgain}
          </button>
        </div>
      ) : (
        <GpuLine offers={offers} />
      )}
      {known.fault && <FaultText fault={known.fault} />}
      {offers && offers.pairs.length > 0 && (
        <fieldset className={styles['pairs']}>
          <legend>{modelsWords.pairs}</legend>
          {offers.pairs.map(({ agent, others, fit: { fit: fits } }) => {
            const pair = rolesOfPair(agent, others);
            return (
              <label key={`${agent} ${others}`}>
                <input
                  type="radio"
                  name="pair"
                  disabled={fits === 'cannotRun'}
                  checked={roleFields.every((field) => pair[field] === roles[field])}
                  onChange={() => {
                    setPicked(pair);
                  }}
                />
                <span>{modelsWords.pair(modelNameOf(agent), modelNameOf(others))}</span>
                <small>{modelsWords.fitShort[fits]}</small>
              </label>
            );
          })}
        </fieldset>
      )}
      <div className={styles['roles']}>
        {roleFields.map((field) => (
          <RoleSelect
            key={field}
            role={field}
            value={roles[field]}
            models={offers?.models ?? []}
            servers={Object.keys(places.servers)}
            onChange={(word) => {
              setPicked({ ...roles, [field]: word });
            }}
          />
        ))}
      </div>
      {ids.length > 0 && <ChosenTable ids={ids} known={known} />}
      {ids.length > 0 && (
        <p className={styles['fit']} role="status">
          {fit ? modelsWords.fits(fit) : ''}
        </p>
      )}
      {hasChoice && (
        <section className={styles['consequences']}>
          <h3>{modelsWords.consequences}</h3>
          <ul>
            {ids.length > 0 && <li>{modelsWords.hosts}</li>}
            {idsOf(roles, 'server').length > 0 && <li>{modelsWords.servers}</li>}
            <li>
              {measured === null
                ? modelsWords.notMeasured
                : modelsWords.measured(measured * perIteration(planned()), perIteration(planned()))}
            </li>
            <li>{modelsWords.repeatable}</li>
            {!isBuiltin(roles.agentModel) && (
              <>
                <li>{modelsWords.frozen}</li>
                <li>{modelsWords.gold}</li>
                {[roles.userModel, roles.raterModel, roles.judgeModel].some(isBuiltin) && <li>{modelsWords.reads}</li>}
              </>
            )}
          </ul>
          <label className={styles['small']}>
            <input
              type="checkbox"
              checked={isSmall}
              onChange={(event) => {
                setSmall(event.target.checked);
              }}
            />
            {modelsWords.small}
          </label>
        </section>
      )}
      <div className={styles['actions']}>
        <button type="button" className={styles['lead']} disabled={fit?.fit === 'cannotRun'} onClick={use}>
          {modelsWords.use}
        </button>
        <button
          type="button"
          title={modelsWords.loadHint}
          disabled={!hasChoice || trial === 'going' || isPlaying || known.isGone || fit?.fit === 'cannotRun'}
          onClick={() => {
            tryOut().catch((error: unknown) => {
              setTrial('none');
              // that is said above, with a way on
              if (!(error instanceof WorkerGone)) {
                setFault({ engine: 'webllm', kind: 'other', detail: messageOf(error) });
              }
            });
          }}
        >
          {modelsWords.load}
        </button>
      </div>
      {trial === 'going' && (
        <LoadBar
          onCancel={() => {
            port?.cancel();
          }}
        />
      )}
      {fault && <FaultText fault={fault} />}
      <AddServer {...known} />
      <AddOwn {...known} />
      <CacheList {...known} />
    </Dialog>
  );
}

/** What there is to compute on; without a GPU that is said before anything is downloaded. */
function GpuLine({ offers }: { offers: ModelOffers | null }) {
  if (!offers) return <p role="status">{modelsWords.looking}</p>;
  const { gpu } = offers;
  if (typeof gpu === 'string') {
    return <FaultText fault={{ engine: 'webllm', kind: gpu, detail: '' }}>{modelsWords.nothingFetched}</FaultText>;
  }
  return (
    <p role="status">
      {modelsWords.gpu(gpu.description, gpu.f16)} {gpu.isFallback && modelsWords.slow}
    </p>
  );
}

/** Whether the chosen models of WebLLM's will run together; null: not known, or there are none. */
function useFit(ids: readonly string[], { port, offers }: ReturnType<typeof useModels>): Fit | null {
  const [found, setFound] = useState<{ readonly of: string; readonly fit: Fit } | null>(null);
  const of = ids.join(' ');
  useEffect(() => {
    let isWanted = true;
    if (of === '' || !port || !offers) return;
    port.fit(of.split(' ')).then(
      ({ value }) => {
        if (isWanted && value) setFound({ of, fit: value });
      },
      // a worker that is gone is told elsewhere
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [of, port, offers]);
  return found?.of === of ? found.fit : null;
}
