import { type FormEvent, useEffect, useRef } from 'react';
import { Button, Form, Input, Label, TextField } from 'react-aria-components';
import type { ServingSettings, ServingState } from '#contracts/serving';
import { listenKind } from '#core/settings/access-flags';
import { formatEndpoint } from '#core/settings/endpoint';
import { text } from '#core/texts/text';
import { Invitations } from '../../shared/serving/InvitationCard';
import { servingState } from '../../shared/serving/serving-state';
import { DialogButtons } from '../../ui/DialogFrame';
import { FieldNote } from '../../ui/FieldNote';
import { ProblemNote } from '../../ui/ProblemNote';
import { useTexts } from '../../ui/use-texts';
import { PanelDialog } from '../../viewer/PanelDialog';
import { useFeatureState, useViewer } from '../../viewer/viewer-context';

/** Every network of this machine. */
const USUAL: ServingSettings = { address: '0.0.0.0', port: 3000, tls: true, keep: false };

/** Switches the gateway for others on and off: off until the person says so. */
export function GatewayDialog() {
  const t = useTexts();
  const serving = useFeatureState(servingState, (state) => state.serving);
  return (
    <PanelDialog panel="gateway" title={t('serving.title')} className="modal-wide">
      {(close) => <Content serving={serving} onClose={close} />}
    </PanelDialog>
  );
}

function Content({ serving, onClose }: { readonly serving: ServingState | undefined; readonly onClose: () => void }) {
  const t = useTexts();
  if (serving) {
    return serving.state === 'on' ? (
      <Serving serving={serving} onClose={onClose} />
    ) : (
      <Ask serving={serving} onClose={onClose} />
    );
  }
  return (
    <>
      <p className="dialog-text">{t('serving.notHere')}</p>
      <DialogButtons onClose={onClose} autoFocus />
    </>
  );
}

interface AskProps {
  readonly serving: Exclude<ServingState, { state: 'on' }>;
  readonly onClose: () => void;
}

function Ask({ serving, onClose }: AskProps) {
  const t = useTexts();
  const viewer = useViewer();
  const { address, port, tls, keep } = serving.state === 'failed' ? serving.settings : USUAL;
  const isStarting = serving.state === 'starting';
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const listen = listenKind.fromText(String(data.get('listen')).trim());
    if (listen) viewer.send({ type: 'serve', settings: { ...listen, tls: data.has('tls'), keep: data.has('keep') } });
  };
  return (
    <Form className="form" onSubmit={submit}>
      <p className="dialog-text">{t('serving.about')}</p>
      {serving.state === 'failed' && (
        <ProblemNote
          problem={{ message: text('serving.failed', { why: serving.message }), tip: text('serving.failed.tip') }}
        />
      )}
      <TextField
        name="listen"
        isRequired
        defaultValue={formatEndpoint({ address, port })}
        validate={(text) => (listenKind.fromText(text.trim()) ? null : t('dialog.give', { what: listenKind.allowed }))}
      >
        <Label>{t('serving.listen')}</Label>
        <Input spellCheck="false" autoComplete="off" />
        <FieldNote>{t('serving.listenHint')}</FieldNote>
      </TextField>
      <label className="check">
        <input type="checkbox" name="tls" defaultChecked={tls} />
        <span>{t('serving.tls')}</span>
      </label>
      <label className="check">
        <input type="checkbox" name="keep" defaultChecked={keep} />
        <span>{t('serving.keep')}</span>
      </label>
      <DialogButtons onClose={onClose}>
        <Button className="button button-primary" type="submit" isDisabled={isStarting}>
          {isStarting ? t('serving.switchingOn') : t('serving.switchOn')}
        </Button>
      </DialogButtons>
    </Form>
  );
}

interface ServingProps {
  readonly serving: Extract<ServingState, { state: 'on' }>;
  readonly onClose: () => void;
}

function Serving({ serving, onClose }: ServingProps) {
  const t = useTexts();
  const viewer = useViewer();
  const { urls, needsToken, fingerprint, watching, settings } = serving;
  const heading = useRef<HTMLParagraphElement>(null);
  // What had the focus is gone with the form.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="form">
      <p ref={heading} className="serving-state" role="status" tabIndex={-1}>
        {t('serving.watching', { watching })}
      </p>
      <dl className="serving-facts">
        <div>
          <dt>{t('serving.address')}</dt>
          <dd>
            {urls.map((url) => (
              <span key={url}>{url}</span>
            ))}
          </dd>
        </div>
        {fingerprint !== undefined && (
          <div>
            <dt>{t('serving.fingerprint')}</dt>
            <dd className="fingerprint">{fingerprint}</dd>
          </div>
        )}
        <div>
          <dt>{t('serving.nextStart')}</dt>
          <dd>{settings.keep ? t('serving.nextStart.on') : t('serving.nextStart.off')}</dd>
        </div>
      </dl>
      {fingerprint === undefined && <p className="form-hint">{t('serving.plain')}</p>}
      {needsToken ? <Invitations /> : <p className="form-hint">{t('serving.loopback')}</p>}
      <div className="buttons">
        <Button className="button" onPress={() => viewer.send({ type: 'stop-serving' })}>
          {t('serving.switchOff')}
        </Button>
        <Button className="button button-primary" onPress={onClose}>
          {t('dialog.close')}
        </Button>
      </div>
    </div>
  );
}
