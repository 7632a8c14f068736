import type { Collection } from '../../sigma/model.ts';
import type { Check, Remark } from '../finding.ts';

/** Documents that are not used at all. */
export const refused: Check = {
  code: 'refused',
  find: ({ refused: documents }) =>
    documents
      .filter((one) => placeholderOf(one) === undefined)
      .map((one) => ({ ...aboutOf(one), severity: 'error', message: notUsed(one) })),
};

/** Rules that wait for a list of the reader's own: nothing is wrong with them. */
export const noList: Check = {
  code: 'no-list',
  find: ({ refused: documents }) =>
    documents.flatMap((one) => {
      const name = placeholderOf(one);
      if (name === undefined) return [];
      const suggestion = `In trailglass.yaml: detections: {placeholders: {${name}: [..]}}.`;
      return [{ ...aboutOf(one), severity: 'warning', message: notUsed(one), suggestion }];
    }),
};

type Refused = Collection['refused'][number];

function placeholderOf({ reason }: Refused): string | undefined {
  return reason.match(/^(?:There is no list for the placeholder|The list for) %([^%]+)%/)?.[1];
}

function aboutOf({ id = '', title = '', place }: Refused): Pick<Remark, 'about'> {
  return { about: { id, title, place } };
}

function notUsed({ reason }: Refused): string {
  return `It is not used: ${reason}`;
}
