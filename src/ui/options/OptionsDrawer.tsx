import { configKeys, fieldGroups, fields, presetNamed } from '../../experiments/index.ts';
import type { ConfigKey } from '../../experiments/index.ts';
import { Dialog } from '../shell/Dialog.tsx';
import { lockRefusal } from '../../session/index.ts';
import { pageWords } from '../locale/page.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { OptionField } from './OptionField.tsx';
import { refusalText } from './refusalText.ts';
import styles from './OptionsDrawer.module.css';

const words = pageWords.options;
/** Every option of a run, made from the table of options. */
export default function OptionsDrawer({ onClose }: { onClose: () => void }) {
  const session = useSession();
  const { config, changed, preset } = useSessionState((state) => state.setup);
  const fixed = useSessionState((state) => state.fixed);
  const hidden = useSessionState((state) => state.hidden);
  const refusal = useSessionState((state) => state.refusal);
  const settings = presetNamed(preset).config;
  const shown = (key: ConfigKey): boolean => !hidden.includes(key);
  /** A list's fault names one of its items behind the field. */
  const faultOf = (key: ConfigKey): string | null =>
    refusal?.field.split('.')[0] === key ? refusalText(refusal) : null;
  return (
    <Dialog title={words.title} onClose={onClose} isDrawer>
      <div className={styles['intro']}>
        <p>
          {words.intro} {hidden.length > 0 && words.hidden(hidden.length)}
        </p>
        <button
          type="button"
          disabled={changed.length === 0 || lockRefusal({ fixed, hidden }, config, settings) !== null}
          onClick={() => {
            session.choosePreset(preset);
          }}
        >
          {words.back}
        </button>
      </div>
      {fieldGroups
        .filter((group) => configKeys.some((key) => fields[key].group === group && shown(key)))
        .map((group) => (
          <fieldset key={group} className={styles['group']}>
            <legend>{words.groups[group]}</legend>
            {configKeys
              .filter((key) => fields[key].group === group && shown(key))
              .map((key) => (
                <OptionField
                  key={key}
                  name={key}
                  config={config}
                  preset={settings[key]}
                  isChanged={changed.includes(key)}
                  isFixed={fixed.includes(key)}
                  fault={faultOf(key)}
                  onChange={(value) => {
                    session.change({ [key]: value });
                  }}
                />
              ))}
          </fieldset>
        ))}
    </Dialog>
  );
}
