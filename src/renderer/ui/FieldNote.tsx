import { FieldError, Text } from 'react-aria-components';

/**
 * What a field wants, or what is wrong with it, in one place of one height: a button below that moves between press and
 * release is not pressed.
 */
export function FieldNote({ children }: { readonly children?: string }) {
  return (
    <div className="field-note">
      {children !== undefined && <Text slot="description">{children}</Text>}
      <FieldError />
    </div>
  );
}
