import { cutUnits } from '../clean.ts';
import { documentOf } from '../document.ts';
import { letterOf } from '../letter.ts';
import { type Notice, noticeId, severityOf, threadOf } from '../notice.ts';
import { fitted } from '../shape.ts';

/** 262,144 bytes with all attributes. */
const LIMIT = 256_000;
const SUBJECT = 99;
const ID = 128;

export interface SnsMessage {
  readonly Message: string;
  readonly Subject: string;
  readonly MessageAttributes: Readonly<
    Record<string, { readonly DataType: 'String'; readonly StringValue: string }>
  >;
}

export function render(notice: Notice, short: boolean): SnsMessage {
  return fitted({
    render: (shape) => {
      const document = documentOf(notice, shape);
      return {
        Message: JSON.stringify(document),
        Subject: subjectOf(letterOf(notice, shape).headline),
        MessageAttributes: {
          type: { DataType: 'String', StringValue: document.type },
          severity: { DataType: 'String', StringValue: severityOf(notice) },
        },
      } as const;
    },
    sizeOf: ({ Message }) => Buffer.byteLength(Message),
    limit: LIMIT,
    short,
  });
}

/** What a FIFO topic asks for: steps of one alert keep their order, and a second try is dropped. */
export function fifoParts(notice: Notice) {
  return {
    MessageGroupId: fifoId(threadOf(notice)),
    MessageDeduplicationId: fifoId(noticeId(notice)),
  };
}

function fifoId(id: string): string {
  return id.replace(/[^!-~]/g, '_').slice(0, ID);
}

/** Printable ASCII that begins with no space (the API's reference of Publish). */
function subjectOf(headline: string): string {
  return cutUnits(headline, SUBJECT - 2)
    .replace('…', '...')
    .replace(/[^\u0020-\u007e]/g, '?')
    .trim();
}
