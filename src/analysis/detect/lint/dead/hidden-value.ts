import type { FindDead } from '../dead.ts';
import { singleValues, soughtText } from '../items.ts';
import { namesAround } from '../scope.ts';

interface Hidden {
  readonly field: RegExp;
  /** Of these events only. */
  readonly events?: readonly string[];
  readonly shown: string;
}

const HIDDEN_TEXT = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** Parameters that AWS blanks before it writes the event. Seen in records; for passwords see RDS User Guide, "CloudTrail". */
const HIDDEN: readonly Hidden[] = [
  {
    field: /^(requestParameters|responseElements\.command)\.parameters(\.|$)/,
    events: ['sendcommand'],
    shown: HIDDEN_TEXT,
  },
  {
    field: /^requestParameters\.tags\.(key|value)$/,
    events: ['createprofile', 'createtrustanchor'],
    shown: HIDDEN_TEXT,
  },
  { field: /^requestParameters\.value$/, events: ['putparameter'], shown: HIDDEN_TEXT },
  { field: /(^|\.)masterUserPassword$/, shown: '****' },
];

/** Asking for the text of what is blanked. */
export const deadHiddenValues: FindDead = ({ field = '', values }, rule) => {
  const names = namesAround(rule);
  const hidden = HIDDEN.find(({ field: shape, events }) => {
    const isEvent = events === undefined || names?.every((name) => events.includes(name));
    return shape.test(field) && isEvent;
  });
  if (!hidden) return [];
  return singleValues(values).flatMap((value) => {
    const text = soughtText(value);
    if (!text || hidden.shown.toLowerCase().includes(text.toLowerCase())) return [];
    return [{ value, message: `AWS blanks ${field}: it always reads ${hidden.shown}.` }];
  });
};
