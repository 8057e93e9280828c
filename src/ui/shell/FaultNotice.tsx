import { faultText, faultWords } from '../locale/faults.ts';
import { refusalText } from '../options/refusalText.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { fetched } from './fetched.tsx';
import { Notice } from './Notice.tsx';

const ModelFaultNotice = fetched(() => import('../models/ModelFaultNotice.tsx'));

interface FaultNoticeProps {
  /** After a model's fault, others are wanted; null: they can't be chosen here. */
  readonly onChooseModels: (() => void) | null;
}

/** What went wrong with the simulation, why, and what to do about it. */
export function FaultNotice({ onChooseModels }: FaultNoticeProps) {
  const session = useSession();
  const fault = useSessionState((state) => state.fault);
  if (!fault) return null;
  if (fault.model) {
    return <ModelFaultNotice fault={fault.model} onChoose={onChooseModels} />;
  }
  const { title, cause, advice, canRestart } = faultText(fault);
  return (
    <Notice
      isAlert
      title={title}
      action={canRestart ? faultWords.restart : faultWords.reload}
      onAction={() => {
        if (canRestart) session.restart();
        else location.reload();
      }}
    >
      <p>
        {cause} {advice}
      </p>
      {fault.detail !== '' && (
        <p>
          {faultWords.said} <code>{fault.refusal ? refusalText(fault.refusal) : fault.detail}</code>
        </p>
      )}
    </Notice>
  );
}
