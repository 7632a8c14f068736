import type { Check } from '../finding.ts';

/** Documents that are not used at all. */
export const refused: Check = {
  code: 'refused',
  find: ({ refused: documents }) =>
    documents.map(({ id = '', title = '', place, reason }) => ({
      about: { id, title, place },
      severity: 'error',
      message: `It is not used: ${reason}`,
    })),
};
