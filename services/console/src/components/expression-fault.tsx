import { useTranslation } from 'react-i18next';
import { describeFault, placeOfFault } from '../lib/fault-words';

/** What is wrong with an expression, with its place marked in the text. */
export function ExpressionFault({ text, fault }: { text: string; fault: string }) {
  const { t } = useTranslation();
  const place = placeOfFault(fault);
  return (
    <div className="field-fault" role="alert">
      <p>{describeFault(t, fault)}</p>
      {place !== undefined && (
        <pre className="expression">
          {text.slice(0, place)}
          <mark>{text.slice(place, place + 1) || '\u2423'}</mark>
          {text.slice(place + 1)}
        </pre>
      )}
    </div>
  );
}
