import { type FormEvent, useEffect, useRef } from 'react';
import { Button, Form, Input, Label, TextField } from 'react-aria-components';
import type { ServingState, ServingWish } from '#contracts/serving';
import { listenKind } from '#core/settings/access-flags';
import { formatEndpoint } from '#core/settings/endpoint';
import { ProblemNote } from '../share/ProblemNote';
import { DialogButtons, PanelDialog } from '../ui/DialogFrame';
import { FieldNote } from '../ui/FieldNote';
import { useViewer, useViewerState } from '../ui/viewer-context';
import { Invitations } from './InvitationCard';

/** Every network of this machine. */
const USUAL: ServingWish = { address: '0.0.0.0', port: 3000, tls: true, keep: false };

/** Switches the gateway for others on and off: off until the person says so. */
export function GatewayDialog() {
  const serving = useViewerState((state) => state.serving);
  return (
    <PanelDialog panel="gateway" title="Serve others" className="modal-wide">
      {(close) => <Content serving={serving} onClose={close} />}
    </PanelDialog>
  );
}

function Content({ serving, onClose }: { readonly serving: ServingState | undefined; readonly onClose: () => void }) {
  if (serving) {
    return serving.state === 'on' ? (
      <Serving serving={serving} onClose={onClose} />
    ) : (
      <Ask serving={serving} onClose={onClose} />
    );
  }
  return (
    <>
      <p className="dialog-text">
        Only the window of the station’s own person switches this. You see a station that somebody else runs.
      </p>
      <DialogButtons onClose={onClose} autoFocus />
    </>
  );
}

interface AskProps {
  readonly serving: Exclude<ServingState, { state: 'on' }>;
  readonly onClose: () => void;
}

function Ask({ serving, onClose }: AskProps) {
  const { viewer } = useViewer();
  const { address, port, tls, keep } = serving.state === 'failed' ? serving.wish : USUAL;
  const isStarting = serving.state === 'starting';
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const listen = listenKind.fromText(String(data.get('listen')).trim());
    if (listen) viewer.station.serve({ ...listen, tls: data.has('tls'), keep: data.has('keep') });
  };
  return (
    <Form className="form" onSubmit={submit}>
      <p className="dialog-text">
        Browsers and phones on your network see the streams of this window, and need no program of their own. Whoever
        comes needs a link with a token, which you make here.
      </p>
      {serving.state === 'failed' && (
        <ProblemNote problem={{ message: `It cannot: ${serving.message}`, tip: 'Try another address or port.' }} />
      )}
      <TextField
        name="listen"
        isRequired
        defaultValue={formatEndpoint({ address, port })}
        validate={(text) => (listenKind.fromText(text.trim()) ? null : `Give ${listenKind.allowed}.`)}
      >
        <Label>Address and port</Label>
        <Input spellCheck="false" autoComplete="off" />
        <FieldNote>0.0.0.0 is every network of this computer.</FieldNote>
      </TextField>
      <label className="check">
        <input type="checkbox" name="tls" defaultChecked={tls} />
        <span>
          HTTPS, with a certificate that this computer makes. Browsers want it for live video and for cameras; they warn
          once, since nobody has vouched for it.
        </span>
      </label>
      <label className="check">
        <input type="checkbox" name="keep" defaultChecked={keep} />
        <span>Also whenever this program starts, until it is switched off here. Links stay valid.</span>
      </label>
      <DialogButtons onClose={onClose}>
        <Button className="button button-primary" type="submit" isDisabled={isStarting}>
          {isStarting ? 'Switching on…' : 'Switch on'}
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
  const { viewer } = useViewer();
  const { urls, needsToken, fingerprint, watching, wish } = serving;
  const heading = useRef<HTMLParagraphElement>(null);
  // What had the focus is gone with the form.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="form">
      <p ref={heading} className="serving-state" role="status" tabIndex={-1}>
        On. {watching === 0 ? 'Nobody watches at this moment.' : `${watching} ${watching === 1 ? 'watches' : 'watch'}.`}
      </p>
      <dl className="serving-facts">
        <div>
          <dt>Address</dt>
          <dd>
            {urls.map((url) => (
              <span key={url}>{url}</span>
            ))}
          </dd>
        </div>
        {fingerprint !== undefined && (
          <div>
            <dt>Fingerprint (SHA-256)</dt>
            <dd className="fingerprint">{fingerprint}</dd>
          </div>
        )}
        <div>
          <dt>Next start</dt>
          <dd>{wish.keep ? 'Switched on again; links stay valid.' : 'Off; links end with the program.'}</dd>
        </div>
      </dl>
      {fingerprint === undefined && (
        <p className="form-hint">Without HTTPS whoever listens in on the network sees pictures and tokens.</p>
      )}
      {needsToken ? <Invitations /> : <p className="form-hint">Only this computer reaches this address.</p>}
      <div className="buttons">
        <Button className="button" onPress={() => viewer.station.stopServing()}>
          Switch off
        </Button>
        <Button className="button button-primary" onPress={onClose}>
          Close
        </Button>
      </div>
    </div>
  );
}
