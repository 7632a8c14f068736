import type { CurrentTime } from '../../syntax/index.ts';
import { quoted, type Typed } from '../../typed.ts';
import { timeOf, VARCHAR } from '../../types/index.ts';
import { castTo } from './casts/index.ts';
import type { Binding } from './context.ts';
import { dateTimeText } from './date-text.ts';
import { constant } from './typed-values.ts';

const PRECISION = 3;

/** The query's own moment: the same wherever it stands. */
export function bindCurrent(binding: Binding, { name, precision, span }: CurrentTime): Typed {
  const { now, user, catalog, schema } = binding.context.session;
  const digits = precision ?? PRECISION;
  const moment = constant(
    timeOf('timestamp-zoned', 6, 'UTC'),
    `TIMESTAMPTZ '${dateTimeText(now, 6)}+00'`,
    null,
    span,
  );
  const { constant: _, ...instant } = moment;
  switch (name) {
    case 'current_timestamp':
      return castTo(instant, timeOf('timestamp-zoned', digits, 'UTC'), span);
    case 'localtimestamp':
      return castTo(instant, timeOf('timestamp', digits), span);
    case 'current_date':
      return castTo(instant, { is: 'date' }, span);
    case 'localtime':
      return castTo(instant, timeOf('time', digits), span);
    case 'current_time':
      return castTo(
        castTo(instant, timeOf('time', digits), span),
        timeOf('time-zoned', digits),
        span,
      );
    default: {
      const text = { current_user: user, current_catalog: catalog, current_schema: schema }[name];
      return constant(VARCHAR, quoted(text), text, span);
    }
  }
}
